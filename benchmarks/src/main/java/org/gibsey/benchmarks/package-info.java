/** Benchmarks of a running stack: one class per question, and the client they share. */
@NullMarked
package org.gibsey.benchmarks;

import org.jspecify.annotations.NullMarked;
