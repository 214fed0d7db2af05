/** How often somebody may ask. */
@NullMarked
package org.gibsey.api.limits;

import org.jspecify.annotations.NullMarked;
