/** Passages for whoever writes with them: neighbours merged, nothing twice, within a budget. */
@NullMarked
package org.gibsey.api.retrieve;

import org.jspecify.annotations.NullMarked;
