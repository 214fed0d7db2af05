package org.gibsey.verification.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gibsey.verification.ledger.Ledger.Line;
import org.gibsey.verification.ledger.Ledger.Mark;

/** What is true of a ledger at every moment. */
final class Invariants {
  private final Ledger ledger;
  private final List<String> broken = new ArrayList<>();

  private Invariants(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What isn't true of this one; empty when nothing is wrong. */
  static List<String> brokenBy(Ledger ledger) {
    Invariants invariants = new Invariants(ledger);
    invariants.sums();
    invariants.chain();
    invariants.operations();
    invariants.reservations();
    return List.copyOf(invariants.broken);
  }

  private void check(boolean holds, String otherwise, Object what) {
    if (!holds) {
      broken.add(ledger.owner() + ": " + otherwise + ": " + what);
    }
  }

  private void sums() {
    long sum = ledger.entries().stream().mapToLong(Line::amount).sum();
    check(ledger.balance() == sum, "the balance is not the sum " + sum, ledger.balance());
    check(ledger.balance() >= 0, "the balance is negative", ledger.balance());
    long open =
        ledger.marks().stream()
            .filter(Mark::isOpen)
            .mapToLong(mark -> -Objects.requireNonNullElse(mark.amount(), 0L))
            .sum();
    check(ledger.reserved() == open, "not what is reserved, " + open, ledger.reserved());
    check(ledger.reserved() >= 0, "negatively reserved", ledger.reserved());
  }

  private void chain() {
    List<Line> inOrder =
        ledger.entries().stream().sorted(Comparator.comparingLong(Line::entry)).toList();
    check(ledger.lastEntry() == inOrder.size(), "another number of entries", inOrder.size());
    long balance = 0;
    long number = 0;
    for (Line line : inOrder) {
      balance += line.amount();
      check(line.entry() == ++number, "not the entry after " + (number - 1), line);
      check(line.balanceAfter() == balance, "not the balance " + balance, line);
      check(line.balanceAfter() >= 0, "a negative balance", line);
    }
  }

  /** Each operation has one mark, and one entry; a reservation has one more when it is settled. */
  private void operations() {
    Map<String, List<Line>> lines =
        ledger.entries().stream().collect(Collectors.groupingBy(Line::operation));
    Map<String, Mark> marks = new HashMap<>();
    for (Mark mark : ledger.marks()) {
      check(marks.put(mark.operation(), mark) == null, "two marks", mark);
      check(lines.containsKey(mark.operation()), "a mark without an entry", mark);
    }
    lines.forEach(
        (operation, all) -> {
          check(marks.containsKey(operation), "an entry without a mark", all);
          check(
              all.size() == 1 || operation.startsWith("reservation/"),
              "an operation carried out twice",
              all);
        });
  }

  private void reservations() {
    for (Mark mark : ledger.marks()) {
      if (mark.isReservation()) {
        reservation(mark);
      } else {
        Line line = only(mark, "");
        check(
            mark.amount() != null && line.amount() == mark.amount(),
            "another amount than the mark's " + mark,
            line);
      }
    }
  }

  private void reservation(Mark mark) {
    long reserves = count(mark, "reserve");
    long settles = count(mark, "settle");
    boolean barred = mark.amount() == null;
    check(reserves == (barred ? 0 : 1), "reserved " + reserves + " times", mark);
    check(settles == (mark.isOpen() ? 0 : 1), "settled " + settles + " times", mark);
    if (mark.taken() != null && settles > 0) {
      long reserved = mark.amount() == null ? 0 : -mark.amount();
      check(mark.taken() >= 0 && mark.taken() <= reserved, "takes what it may not", mark);
      check(
          only(mark, "settle").amount() == reserved - mark.taken(),
          "gives back another rest",
          mark);
    }
  }

  private long count(Mark mark, String kind) {
    return ledger.entries().stream()
        .filter(line -> line.operation().equals(mark.operation()) && line.kind().equals(kind))
        .count();
  }

  private Line only(Mark mark, String kind) {
    return ledger.entries().stream()
        .filter(line -> line.operation().equals(mark.operation()))
        .filter(line -> kind.isEmpty() || line.kind().equals(kind))
        .findFirst()
        .orElse(new Line(0, mark.operation(), "missing", Long.MIN_VALUE, 0));
  }
}
