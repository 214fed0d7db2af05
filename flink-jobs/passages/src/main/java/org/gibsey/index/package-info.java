/** Lucene indexes of passages: one index per shard. */
@NullMarked
package org.gibsey.index;

import org.jspecify.annotations.NullMarked;
