@NullMarked
package org.gibsey.api.credits;

import org.jspecify.annotations.NullMarked;
