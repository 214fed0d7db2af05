package org.gibsey.api.trace;

import java.time.Instant;
import org.gibsey.change.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * What a dead letter says of a row, without its content.
 *
 * @param reason class of the fault, as in the topic of dead letters
 * @param at when it was noticed
 * @param position the change at fault, or null when it never came into its topic
 */
public record Refusal(String reason, Instant at, @Nullable SourcePosition position) {
  /** The stage of the row's way that refused it. */
  Stage stage() {
    return switch (reason) {
      case "EVENT_TOO_LARGE", "UNREADABLE_MUTATION" -> Stage.CAPTURED;
      case "EMBEDDING_FAILED" -> Stage.EMBEDDED;
      default -> Stage.DECODED;
    };
  }

  /** Whether it is about this change or a later one of the same partition. */
  boolean isAbout(@Nullable CapturedChange change) {
    return position == null
        || change == null
        || !position.topic().equals(change.position().topic())
        || position.partition() != change.position().partition()
        || position.offset() >= change.position().offset();
  }
}
