/** Shards as a service: the protocol, the endpoints, and the client that asks all of them. */
@NullMarked
package org.gibsey.shard;

import org.jspecify.annotations.NullMarked;
