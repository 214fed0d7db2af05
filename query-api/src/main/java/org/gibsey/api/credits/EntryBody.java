package org.gibsey.api.credits;

import java.util.Locale;

/** An {@link Entry} as it is sent. */
record EntryBody(
    long entry,
    String kind,
    long amount,
    long balanceAfter,
    String operation,
    String detail,
    String madeAt) {
  static EntryBody of(Entry entry) {
    return new EntryBody(
        entry.entry(),
        kind(entry),
        entry.amount(),
        entry.balanceAfter(),
        entry.operation(),
        entry.detail(),
        entry.madeAt().toString());
  }

  /** What the entry was made for, in lower case. */
  static String kind(Entry entry) {
    return entry.kind().name().toLowerCase(Locale.ROOT);
  }
}
