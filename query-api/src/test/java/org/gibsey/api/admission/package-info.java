/** Tests of what is refused because it is too much. */
@NullMarked
package org.gibsey.api.admission;

import org.jspecify.annotations.NullMarked;
