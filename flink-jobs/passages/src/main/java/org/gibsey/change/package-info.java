/**
 * Change events: one decoded change of one row or partition, with its cells and its source
 * position.
 */
@NullMarked
package org.gibsey.change;

import org.jspecify.annotations.NullMarked;
