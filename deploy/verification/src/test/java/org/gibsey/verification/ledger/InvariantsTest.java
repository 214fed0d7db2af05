package org.gibsey.verification.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gibsey.verification.ledger.Call.Result;
import org.gibsey.verification.ledger.Call.Verb;
import org.gibsey.verification.ledger.Ledger.Line;
import org.gibsey.verification.ledger.Ledger.Mark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ledger that lies is found out, whatever it lies about. */
final class InvariantsTest {
  private static final Ledger RIGHT =
      new Ledger(
          "reader",
          5,
          75,
          20,
          Map.of(),
          List.of(
              new Line(5, "reservation/b", "reserve", -20, 75),
              new Line(4, "reservation/a", "settle", 10, 95),
              new Line(3, "reservation/a", "reserve", -30, 85),
              new Line(2, "grant/g", "grant", 15, 115),
              new Line(1, "opening/", "opening", 100, 100)),
          List.of(
              new Mark("grant/g", 15L, 2, null),
              new Mark("opening/", 100L, 1, null),
              new Mark("reservation/a", -30L, 3, 20L),
              new Mark("reservation/b", -20L, 5, null)));

  private static final List<Call> CALLS =
      List.of(
          new Call(Verb.GRANT, "reader", "g", 15, Result.OK, 2),
          new Call(Verb.RESERVE, "reader", "a", 30, Result.OK, 3),
          new Call(Verb.SETTLE, "reader", "a", 20, Result.OK, 20),
          new Call(Verb.RESERVE, "reader", "b", 20, Result.UNKNOWN, 0));

  @Test
  void findsNothingWrongWithWhatIsRight() {
    assertThat(Invariants.brokenBy(RIGHT)).isEmpty();
    assertThat(Expectations.brokenBy(RIGHT, CALLS)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lies")
  void findsOutALie(Ledger lie) {
    assertThat(Invariants.brokenBy(lie)).isNotEmpty();
  }

  static Stream<Ledger> lies() {
    return Stream.of(
        standing(5, 76, 20),
        standing(5, 75, 19),
        standing(6, 75, 20),
        // One entry less, more, twice, or under another number.
        entries(entries -> entries.remove(2)),
        entries(entries -> entries.add(new Line(6, "grant/h", "grant", 0, 75))),
        entries(entries -> entries.add(new Line(6, "grant/g", "grant", 0, 75))),
        entries(entries -> entries.set(0, new Line(6, "reservation/b", "reserve", -20, 75))),
        entries(entries -> entries.set(3, new Line(2, "grant/g", "grant", 15, 114))),
        // Settled twice, for another amount, or without its mark.
        settledAgain(),
        marks(marks -> marks.set(2, new Mark("reservation/a", -30L, 3, 19L))),
        marks(marks -> marks.set(2, new Mark("reservation/a", -30L, 3, null))),
        marks(marks -> marks.set(2, new Mark("reservation/a", null, 3, 0L))),
        marks(marks -> marks.set(0, new Mark("grant/g", 14L, 2, null))),
        marks(marks -> marks.remove(3)));
  }

  @ParameterizedTest
  @MethodSource("surprises")
  void findsOutWhatItsCallersKnowBetter(List<Call> calls) {
    assertThat(Expectations.brokenBy(RIGHT, calls)).isNotEmpty();
  }

  static Stream<List<Call>> surprises() {
    return Stream.of(
        with(null, new Call(Verb.GRANT, "reader", "lost", 5, Result.OK, 9)),
        with(null, new Call(Verb.RESERVE, "reader", "lost", 5, Result.OK, 9)),
        with(null, new Call(Verb.ASKING, "reader", "lost", 0, Result.OK, 1)),
        // Nobody asked for what is there, or was told that it certainly isn't.
        CALLS.subList(1, 4),
        with(CALLS.get(0), new Call(Verb.GRANT, "reader", "g", 15, Result.AWAY, 0)),
        with(CALLS.get(3), new Call(Verb.RESERVE, "reader", "b", 20, Result.SHORT, 0)),
        with(CALLS.get(3), new Call(Verb.RESERVE, "reader", "b", 21, Result.UNKNOWN, 0)),
        with(CALLS.get(2), new Call(Verb.SETTLE, "reader", "a", 20, Result.OK, 19)));
  }

  private static List<Call> with(@Nullable Call without, Call other) {
    return Stream.concat(CALLS.stream().filter(call -> !call.equals(without)), Stream.of(other))
        .toList();
  }

  private static Ledger standing(long lastEntry, long balance, long reserved) {
    return new Ledger(
        "reader", lastEntry, balance, reserved, Map.of(), RIGHT.entries(), RIGHT.marks());
  }

  private static Ledger entries(Consumer<List<Line>> edit) {
    List<Line> entries = new ArrayList<>(RIGHT.entries());
    edit.accept(entries);
    return consistent(entries, RIGHT.marks(), 20);
  }

  private static Ledger marks(Consumer<List<Mark>> edit) {
    List<Mark> marks = new ArrayList<>(RIGHT.marks());
    edit.accept(marks);
    return consistent(RIGHT.entries(), marks, 20);
  }

  /** Everything fits but that there are two settlements. */
  private static Ledger settledAgain() {
    List<Line> entries = new ArrayList<>(RIGHT.entries());
    entries.add(new Line(6, "reservation/a", "settle", 10, 85));
    return consistent(entries, RIGHT.marks(), 20);
  }

  /** With a standing that fits the entries. */
  private static Ledger consistent(List<Line> entries, List<Mark> marks, long reserved) {
    return new Ledger(
        "reader",
        entries.size(),
        entries.stream().mapToLong(Line::amount).sum(),
        reserved,
        Map.of(),
        entries,
        marks);
  }
}
