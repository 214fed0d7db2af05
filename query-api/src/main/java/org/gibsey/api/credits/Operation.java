package org.gibsey.api.credits;

import java.util.Locale;

/** Names operations in an owner's ledger: the same id may stand for a question and for a gift. */
final class Operation {
  /** Of the entry that opens an account. */
  static final String OPENING = "opening/";

  private static final int LONGEST_OWNER = 256;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_DETAIL = 1_000;

  private Operation() {}

  /** The mark of a reservation and its settlement. */
  static String reservation(String id) {
    return "reservation/" + requireId(id);
  }

  /** The mark of something that earns. */
  static String earning(Credits.Earning earning, String id) {
    return earning.name().toLowerCase(Locale.ROOT) + "/" + requireId(id);
  }

  /** The mark of a gift. */
  static String grant(String id) {
    return "grant/" + requireId(id);
  }

  /** The id that a mark's key was made of; empty for the opening. */
  static String idOf(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  static String requireOwner(String ownerId) {
    if (ownerId.isBlank() || ownerId.length() > LONGEST_OWNER) {
      throw new IllegalArgumentException(
          "An owner's id has 1 to %d characters, not %d"
              .formatted(LONGEST_OWNER, ownerId.length()));
    }
    return ownerId;
  }

  static String requireDetail(String detail) {
    if (detail.length() > LONGEST_DETAIL) {
      throw new IllegalArgumentException(
          "What an entry is for has at most %d characters, not %d"
              .formatted(LONGEST_DETAIL, detail.length()));
    }
    return detail;
  }

  static long requireCredits(long credits, long least, long most) {
    if (credits < least || credits > most) {
      throw new IllegalArgumentException(
          "%d credits, allowed are %d to %d".formatted(credits, least, most));
    }
    return credits;
  }

  private static String requireId(String id) {
    if (id.isEmpty()
        || id.length() > LONGEST_ID
        || !id.chars().allMatch(unit -> unit >= '!' && unit <= '~')) {
      throw new IllegalArgumentException(
          "The id of an operation has 1 to %d visible ASCII characters".formatted(LONGEST_ID));
    }
    return id;
  }
}
