/** A connector that makes change events up, for trying the pipeline without a Cassandra. */
@NullMarked
package org.gibsey.cdc.mock;

import org.jspecify.annotations.NullMarked;
