/**
 * Rows as the pipeline sees them: versions of a row, its passages, and the passages with their
 * vectors.
 */
@NullMarked
package org.gibsey.row;

import org.jspecify.annotations.NullMarked;
