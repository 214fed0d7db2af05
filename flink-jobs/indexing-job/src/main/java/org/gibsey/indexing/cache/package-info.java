/** Vectors of texts that were embedded before, kept in Cassandra so that none is embedded twice. */
@NullMarked
package org.gibsey.indexing.cache;

import org.jspecify.annotations.NullMarked;
