/**
 * Benchmarks of a running stack: one class per question, the client they share, and how figures are
 * summed up.
 */
@NullMarked
package org.gibsey.benchmarks;

import org.jspecify.annotations.NullMarked;
