/** What searching the index costs and finds, alone, over the network and while it is written. */
@NullMarked
package org.gibsey.benchmarks.index;

import org.jspecify.annotations.NullMarked;
