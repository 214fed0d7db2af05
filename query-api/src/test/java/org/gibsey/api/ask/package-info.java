@NullMarked
package org.gibsey.api.ask;

import org.jspecify.annotations.NullMarked;
