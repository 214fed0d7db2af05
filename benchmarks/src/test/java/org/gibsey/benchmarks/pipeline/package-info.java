/** Tests of what benchmarks compute with, not of what they measure. */
@NullMarked
package org.gibsey.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
