/** What readers may spend, as whoever runs the club sees and gives it. */
@NullMarked
package org.gibsey.tools.credits;

import org.jspecify.annotations.NullMarked;
