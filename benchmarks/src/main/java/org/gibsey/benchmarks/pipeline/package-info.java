/** What the stream costs beside embedding alone. */
@NullMarked
package org.gibsey.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
