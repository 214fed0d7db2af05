package org.gibsey.verification.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.verification.ledger.Call.Result;
import org.gibsey.verification.ledger.Call.Verb;
import org.gibsey.verification.ledger.Ledger.Line;
import org.gibsey.verification.ledger.Ledger.Mark;
import org.jspecify.annotations.Nullable;

/**
 * Whether a ledger holds what its callers know of it: all that was acknowledged, with the values
 * that were returned, and nothing that nobody asked for.
 */
final class Expectations {
  private final Ledger ledger;
  private final Map<String, Mark> marks;
  private final List<String> broken = new ArrayList<>();

  private Expectations(Ledger ledger) {
    this.ledger = ledger;
    this.marks =
        ledger.marks().stream()
            .collect(Collectors.toMap(Mark::operation, mark -> mark, (one, other) -> one));
  }

  /**
   * What is not as its callers know it.
   *
   * @param calls of all processes with the ledger's owner
   */
  static List<String> brokenBy(Ledger ledger, List<Call> calls) {
    Expectations expectations = new Expectations(ledger);
    Map<String, List<Call>> byOperation =
        calls.stream()
            .filter(call -> !call.verb().isRead())
            .collect(Collectors.groupingBy(Expectations::key));
    byOperation.forEach(expectations::compare);
    expectations.nothingElse(byOperation.keySet());
    return List.copyOf(expectations.broken);
  }

  private static String key(Call call) {
    return switch (call.verb()) {
      case RESERVE, SETTLE -> "reservation/" + call.operation();
      case ASKING, SAVING, GRANT ->
          call.verb().name().toLowerCase(Locale.ROOT) + "/" + call.operation();
      case ACCOUNT, PAGE -> throw new IllegalArgumentException(call.toString());
    };
  }

  private void check(boolean holds, String otherwise, Object... what) {
    if (!holds) {
      broken.add(ledger.owner() + ": " + otherwise + ": " + List.of(what));
    }
  }

  private void compare(String key, List<Call> calls) {
    @Nullable Mark mark = marks.get(key);
    if (key.startsWith("reservation/")) {
      reservation(key, mark, calls);
    } else if (key.startsWith("grant/")) {
      grant(mark, calls);
    } else {
      earning(mark, calls);
    }
  }

  private void reservation(String key, @Nullable Mark mark, List<Call> calls) {
    for (Call call : calls) {
      if (call.ended(Result.OK)) {
        check(mark != null, "acknowledged, but not there", call);
        if (call.verb() == Verb.RESERVE && mark != null) {
          check(mark.amount() != null, "reserved, but barred", call, mark);
        }
        if (call.verb() == Verb.SETTLE && mark != null) {
          check(Objects.equals(mark.taken(), call.value()), "took something else", call, mark);
        }
      }
    }
    if (mark == null) {
      return;
    }
    if (mark.amount() != null) {
      check(sent(calls, Verb.RESERVE).contains(-mark.amount()), "nobody reserved this", mark);
    }
    if (mark.taken() != null) {
      long reserved = mark.amount() == null ? 0 : -mark.amount();
      Set<Long> mayTake = new HashSet<>();
      Stream.concat(
              sent(calls, Verb.SETTLE).stream(),
              // A sweeper's settlement; one of the API takes nothing for what it doesn't know.
              Stream.of(0L, Workload.due(key.substring(key.indexOf('/') + 1))))
          .forEach(credits -> mayTake.add(Math.min(credits, reserved)));
      check(mayTake.contains(mark.taken()), "nobody took this", mark, mayTake);
    }
  }

  private void grant(@Nullable Mark mark, List<Call> calls) {
    for (Call call : calls) {
      if (call.ended(Result.OK)) {
        check(mark != null && mark.made() == call.value(), "given, but not there", call);
      }
    }
    if (mark != null) {
      check(
          mark.amount() != null && sent(calls, Verb.GRANT).contains(mark.amount()),
          "nobody gave this",
          mark);
    }
  }

  private void earning(@Nullable Mark mark, List<Call> calls) {
    List<Call> given =
        calls.stream().filter(call -> call.ended(Result.OK) && call.value() > 0).toList();
    check(given.size() <= 1, "two were told that they earned", given);
    for (Call call : given) {
      check(
          mark != null && Objects.equals(mark.amount(), call.value()),
          "earned, but not there",
          call);
    }
    if (mark != null && given.isEmpty()) {
      check(
          calls.stream().anyMatch(call -> call.result() == null || call.ended(Result.UNKNOWN)),
          "everybody was told that it did not earn",
          mark);
    }
  }

  private void nothingElse(Set<String> sent) {
    Map<String, Line> unsent = new HashMap<>();
    for (Line line : ledger.entries()) {
      if (!sent.contains(line.operation()) && !line.kind().equals("opening")) {
        unsent.put(line.operation(), line);
      }
    }
    check(unsent.isEmpty(), "nobody asked for this", unsent.values());
  }

  /**
   * The amounts of calls that may have been carried out: others said that they certainly weren't.
   */
  private static Set<Long> sent(List<Call> calls, Verb verb) {
    return calls.stream()
        .filter(call -> call.verb() == verb)
        .filter(
            call -> call.result() == null || call.ended(Result.OK) || call.ended(Result.UNKNOWN))
        .map(Call::amount)
        .collect(Collectors.toSet());
  }
}
