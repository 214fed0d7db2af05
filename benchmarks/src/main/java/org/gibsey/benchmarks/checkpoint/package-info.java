/** What it costs to keep the index in checkpoints, and how fast it comes back. */
@NullMarked
package org.gibsey.benchmarks.checkpoint;

import org.jspecify.annotations.NullMarked;
