/** What embedding costs in this process, beside another engine on the same weights. */
@NullMarked
package org.gibsey.benchmarks.embedding;

import org.jspecify.annotations.NullMarked;
