/** Vectors of passages in a Cassandra table, through Flink's Cassandra connector. */
@NullMarked
package org.gibsey.indexing.table;

import org.jspecify.annotations.NullMarked;
