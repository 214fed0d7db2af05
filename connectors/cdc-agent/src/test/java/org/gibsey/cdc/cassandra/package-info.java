/** Tests of the Cassandra source connector's bookkeeping. */
@NullMarked
package org.gibsey.cdc.cassandra;

import org.jspecify.annotations.NullMarked;
