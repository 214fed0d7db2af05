package org.gibsey.api.limits;

/** How much work a request may make, which decides the limits it counts against. */
public enum Effort {
  /** Counts against the limit of all requests. */
  ORDINARY,
  /** Lets a language model write; counts against a limit of its own as well. */
  GENERATION
}
