/** How good retrieval by meaning is, on judged questions. */
@NullMarked
package org.gibsey.benchmarks.retrieval;

import org.jspecify.annotations.NullMarked;
