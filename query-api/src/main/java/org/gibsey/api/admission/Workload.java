package org.gibsey.api.admission;

import java.util.Locale;

/** What a request keeps busy, which decides what it is bounded by. */
public enum Workload {
  /** Nothing worth a bound; is answered whatever else happens, while stopping too. */
  VITAL,
  /** A connection to a store for a moment: bounded by the number of requests at once. */
  ORDINARY,
  /** The processors: bounded where the work is done, refused here as soon as that is full. */
  SEARCH,
  /** A language model, for as long as the answer takes: has a bound of its own. */
  ANSWER,
  /** A connection for as long as its reader likes, and next to nothing else: has its own bound. */
  STREAM;

  /** Value of the tag {@code workload} of a metric. */
  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
