package org.gibsey.api.receipts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of something that was deleted.
 *
 * @param erased every place that held it
 * @param search what searches find
 */
public record Receipt(List<Line> erased, Search search) {
  public Receipt {
    erased = List.copyOf(erased);
  }

  /**
   * A place.
   *
   * @param where which one
   * @param what lay there
   * @param rows how many rows, or null when that is not known
   * @param done whether nothing of it is left there
   * @param state more exactly
   * @param until when it will be gone, in ISO 8601; null when it is gone, when nobody can tell, or
   *     when it stays
   * @param note how this is known, and what else there is to know
   */
  public record Line(
      String where,
      String what,
      @Nullable Integer rows,
      boolean done,
      State state,
      @Nullable String until,
      String note) {
    static Line of(String where, String what, State state, @Nullable String until, String note) {
      return new Line(where, what, null, state == State.DONE, state, until, note);
    }
  }

  /** How far the erasing is. */
  public enum State {
    /** It is gone, which was verified. */
    DONE,
    /** It goes by itself within seconds; that it has gone could not be verified in time. */
    PENDING,
    /** It is still there. */
    REMAINS,
    /** The place could not be asked. */
    UNKNOWN;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What searches find.
   *
   * @param verified whether the live index was seen to have carried out the deletion, and finds
   *     nothing
   * @param passages passages that it still finds, or null when that is not known
   * @param tookMs milliseconds from the deletion until that was known
   */
  public record Search(boolean verified, @Nullable Integer passages, long tookMs) {}
}
