package org.gibsey.tools.letters;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which letters are meant. A mixin for every subcommand that chooses some. */
final class LetterFilter {
  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only with this reason; may be given again.")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only about records of this topic; may be given again.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TOPIC/PARTITION/OFFSET",
      converter = ToPlace.class,
      description = "Only about the record at this place; may be given again.")
  private List<RecordPlace> places = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = ToInstant.class,
      description = "Only from then on: 2026-01-31T12:00:00Z, or PT1H for the last hour.")
  private @Nullable Instant since;

  /** Whether anything was said at all. */
  boolean chooses() {
    return !reasons.isEmpty() || !topics.isEmpty() || !places.isEmpty() || since != null;
  }

  boolean matches(Letter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (topics.isEmpty() || (letter.topic() != null && topics.contains(letter.topic())))
        && (places.isEmpty() || (letter.place() != null && places.contains(letter.place())))
        && (since == null || !letter.at().isBefore(since));
  }

  /** For picocli. */
  static final class ToPlace implements picocli.CommandLine.ITypeConverter<RecordPlace> {
    @Override
    public RecordPlace convert(String text) {
      try {
        return RecordPlace.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** For picocli. */
  static final class ToInstant implements picocli.CommandLine.ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.startsWith("P")
            ? Instant.now().minus(Duration.parse(text))
            : Instant.parse(text);
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException(
            "'" + text + "' is neither like 2026-01-31T12:00:00Z nor like PT1H");
      }
    }
  }
}
