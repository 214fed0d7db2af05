/** Compares Cassandra with the index, and publishes again what the index lacks. */
@NullMarked
package org.gibsey.tools.reconcile;

import org.jspecify.annotations.NullMarked;
