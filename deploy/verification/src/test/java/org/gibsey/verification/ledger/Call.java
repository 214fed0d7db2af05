package org.gibsey.verification.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call to the ledger as its process noted it.
 *
 * @param verb what was called
 * @param operation id that it was given
 * @param amount credits that it was given, 0 where there are none
 * @param result how it ended, or null when its process was killed before it did
 * @param value what it returned, 0 where there is nothing
 */
record Call(
    Verb verb, String owner, String operation, long amount, @Nullable Result result, long value) {
  /** What can be called. */
  enum Verb {
    RESERVE,
    SETTLE,
    ASKING,
    SAVING,
    GRANT,
    ACCOUNT,
    PAGE;

    boolean isRead() {
      return this == ACCOUNT || this == PAGE;
    }
  }

  /** How a call ends. */
  enum Result {
    /** It was carried out, now or before. */
    OK,
    /** There were too few credits. */
    SHORT,
    /** The store says that nothing was done. */
    AWAY,
    /** Nobody knows. */
    UNKNOWN,
    /** As it must not. */
    WRONG
  }

  private static final int BEGUN_FIELDS = 6;

  /** The line that is written before it begins. */
  static String begun(long number, Verb verb, String owner, String operation, long amount) {
    return String.join(
        "\t", "B", "" + number, verb.name(), owner, operation, String.valueOf(amount));
  }

  /** The line that is written when it has ended. */
  static String ended(long number, Result result, long value, String note) {
    return String.join(
        "\t",
        "E",
        String.valueOf(number),
        result.name(),
        String.valueOf(value),
        note.replaceAll("\\s+", " "));
  }

  static boolean isBegun(List<String> fields) {
    return fields.get(0).equals("B") && fields.size() == BEGUN_FIELDS;
  }

  static Call of(List<String> begun, @Nullable List<String> ended) {
    return new Call(
        Verb.valueOf(begun.get(2)),
        begun.get(3),
        begun.get(4),
        Long.parseLong(begun.get(5)),
        ended == null ? null : Result.valueOf(ended.get(2)),
        ended == null ? 0 : Long.parseLong(ended.get(3)));
  }

  boolean ended(Result how) {
    return result == how;
  }
}
