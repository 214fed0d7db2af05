/** The operator that keeps Lucene shards as checkpointed state and serves queries from them. */
@NullMarked
package org.gibsey.indexing.index;

import org.jspecify.annotations.NullMarked;
