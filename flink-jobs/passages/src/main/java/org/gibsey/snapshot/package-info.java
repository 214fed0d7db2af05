/** Published copies of shards: how they are laid out, and searching them when no shard is live. */
@NullMarked
package org.gibsey.snapshot;

import org.jspecify.annotations.NullMarked;
