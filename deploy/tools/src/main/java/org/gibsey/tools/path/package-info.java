/** Follows rows of its own from Cassandra to the search, and says how long each step took. */
@NullMarked
package org.gibsey.tools.path;

import org.jspecify.annotations.NullMarked;
