package org.gibsey.tools.letters;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.gibsey.tools.ToolException;
import org.gibsey.tools.topics.KafkaOptions;
import org.gibsey.tools.topics.TopicLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters list | show | replay}. */
@Command(
    name = "dead-letters",
    description = "Shows what could not be indexed and why, and publishes it again.",
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Runnable {
  private static final String TOPIC_DEFAULT =
      "${env:GIBSEY_DEAD_LETTERS:-" + TopicLayout.DEAD_LETTERS + "}";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: list, show or replay");
  }

  @Command(
      name = "list",
      description = "A line for each letter, the newest last.",
      mixinStandardHelpOptions = true)
  void list(
      @Mixin KafkaOptions kafka,
      @Mixin LetterFilter filter,
      @Option(names = "--letters", defaultValue = TOPIC_DEFAULT) String topic,
      @Option(
              names = "--limit",
              defaultValue = "50",
              description = "Only the newest so many (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(names = "--json", description = "One JSON object per line instead of a table.")
          boolean json) {
    requirePositive(limit);
    Deque<Letter> newest = new ArrayDeque<>();
    new LetterTopic(kafka, topic)
        .forEach(
            letter -> {
              if (filter.matches(letter)) {
                newest.addLast(letter.withoutBytes());
                if (newest.size() > limit) {
                  newest.removeFirst();
                }
              }
            });
    if (json) {
      newest.forEach(letter -> out().println(LetterText.json(letter)));
    } else {
      out().print(LetterText.table(List.copyOf(newest)));
    }
    out().flush();
  }

  @Command(
      name = "show",
      description = "All of one letter, with the bytes of its record as text where they are text.",
      mixinStandardHelpOptions = true)
  void show(
      @Mixin KafkaOptions kafka,
      @Option(names = "--letters", defaultValue = TOPIC_DEFAULT) String topic,
      @Parameters(
              paramLabel = "LETTER",
              description = "Its number in the list, or TOPIC/PARTITION/OFFSET of its record.")
          String which) {
    boolean byNumber = which.matches("[0-9]{1,18}");
    RecordPlace place = byNumber ? null : place(which);
    List<Letter> found = new ArrayList<>();
    new LetterTopic(kafka, topic)
        .forEach(
            letter -> {
              if (byNumber
                  ? letter.number() == Long.parseLong(which)
                  : letter.place() != null && letter.place().equals(place)) {
                found.add(letter);
              }
            });
    if (found.isEmpty()) {
      throw new ToolException("there is no letter " + which);
    }
    found.forEach(letter -> out().print(LetterText.whole(letter)));
    out().flush();
  }

  /** Letter by letter, as they are read: the bytes of one may be megabytes. */
  @Command(
      name = "replay",
      description = "Publishes the records of letters again on the topics where they were.",
      mixinStandardHelpOptions = true)
  int replay(
      @Mixin KafkaOptions kafka,
      @Mixin LetterFilter filter,
      @Option(names = "--letters", defaultValue = TOPIC_DEFAULT) String topic,
      @Option(names = "--all", description = "All letters.") boolean all,
      @Option(
              names = "--limit",
              defaultValue = "1000",
              description = "The oldest so many at most (default: ${DEFAULT-VALUE}).")
          int limit,
      @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun) {
    requirePositive(limit);
    if (all == filter.chooses()) {
      throw new ParameterException(
          spec.commandLine(),
          "say which letters: --reason, --topic, --at or --since, or else --all");
    }
    LetterTopic letters = new LetterTopic(kafka, topic);
    try (Producer<byte[], byte[]> producer = kafka.producer()) {
      Replay replay = new Replay(letters, dryRun ? null : producer);
      Set<RecordPlace> places = new HashSet<>();
      AtomicInteger chosen = new AtomicInteger();
      AtomicInteger left = new AtomicInteger();
      letters.forEach(
          letter -> {
            boolean first = letter.place() == null || !places.contains(letter.place());
            if (chosen.get() == limit || !first || !filter.matches(letter)) {
              return;
            }
            chosen.incrementAndGet();
            if (letter.place() != null) {
              places.add(letter.place());
            }
            Replay.Outcome outcome = replay.replay(letter);
            left.addAndGet(outcome.done() ? 0 : 1);
            out().println(outcome.words());
            out().flush();
          });
      if (chosen.get() == 0) {
        throw new ToolException("no letter is like that");
      }
      return left.get() == 0 ? 0 : 1;
    }
  }

  private RecordPlace place(String text) {
    try {
      return RecordPlace.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + text + "' is neither a number nor TOPIC/PARTITION/OFFSET", e);
    }
  }

  private void requirePositive(int limit) {
    if (limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit is " + limit + ", it must be 1 or more");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
