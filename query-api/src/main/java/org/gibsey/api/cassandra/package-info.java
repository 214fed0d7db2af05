/** The session with Cassandra that the features share, and statements on it. */
@NullMarked
package org.gibsey.api.cassandra;

import org.jspecify.annotations.NullMarked;
