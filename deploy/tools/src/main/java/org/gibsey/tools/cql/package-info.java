/** Runs CQL statements and prints their rows; there is no cqlsh on the Maven registry. */
@NullMarked
package org.gibsey.tools.cql;

import org.jspecify.annotations.NullMarked;
