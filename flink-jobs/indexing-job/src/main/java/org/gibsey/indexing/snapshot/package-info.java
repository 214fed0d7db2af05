/** Publishes copies of the shards after checkpoints, for searches while the job is down. */
@NullMarked
package org.gibsey.indexing.snapshot;

import org.jspecify.annotations.NullMarked;
