/** How much is done at once, what is refused because it is too much, and how all of it ends. */
@NullMarked
package org.gibsey.api.admission;

import org.jspecify.annotations.NullMarked;
