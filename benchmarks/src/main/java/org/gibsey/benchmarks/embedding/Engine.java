package org.gibsey.benchmarks.embedding;

import org.gibsey.embedding.Precision;

/** The model in one engine, in one arithmetic; safe for use by several threads. */
interface Engine {
  /** What the reports call it. */
  String name();

  /** The arithmetic that its rate is compared with the machine's peak in. */
  Precision precision();

  /** An encoder for one thread, which closes it. */
  Encoder newEncoder();
}
