package org.gibsey.api.chats;

import java.time.Duration;
import org.gibsey.api.DurationConverter;
import picocli.CommandLine.Option;

/** The options that say how much is done for chats at once. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ChatOptions {
  private static final String DEFAULTS_TO = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--max-turns",
      defaultValue = "${env:GIBSEY_MAX_TURNS:-64}",
      description = "Turns of chats written at once." + DEFAULTS_TO)
  private int turns;

  @Option(
      names = "--max-turn-readers",
      defaultValue = "${env:GIBSEY_MAX_TURN_READERS:-2000}",
      description = "Streams of turns read at once." + DEFAULTS_TO)
  private int readers;

  @Option(
      names = "--reader-patience",
      converter = DurationConverter.class,
      defaultValue = "${env:GIBSEY_READER_PATIENCE:-20s}",
      description = "Time after which a reader who takes nothing is dropped." + DEFAULTS_TO)
  private Duration readerPatience;

  /**
   * What was chosen.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ChatSettings settings() {
    return new ChatSettings(turns, readers, readerPatience);
  }
}
