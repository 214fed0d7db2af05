@NullMarked
package org.gibsey.api.token;

import org.jspecify.annotations.NullMarked;
