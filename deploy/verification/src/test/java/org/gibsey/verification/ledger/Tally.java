package org.gibsey.verification.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gibsey.verification.ledger.Call.Result;
import org.gibsey.verification.ledger.Call.Verb;

/** Counts what a run consisted of. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Long> ledgerCounts = new TreeMap<>();

  private void add(String name, long times) {
    counts.merge(name, times, Long::sum);
  }

  /** A process was killed, and this is what it did before. */
  void killed(Journal.Read read) {
    Set<String> reserved = new HashSet<>();
    for (Call call : read.calls()) {
      if (call.verb() == Verb.RESERVE && call.ended(Result.OK)) {
        reserved.add(call.owner() + " " + call.operation());
      }
    }
    for (Call call : read.calls()) {
      if (call.verb() == Verb.SETTLE) {
        reserved.remove(call.owner() + " " + call.operation());
      }
    }
    add("kills of workers", 1);
    add("kills of workers between reserve and settle", reserved.isEmpty() ? 0 : 1);
    add("reservations that killed workers had not begun to settle", reserved.size());
    add(
        "calls under way in killed workers",
        read.calls().stream().filter(call -> call.result() == null).count());
  }

  void cassandraKills(int times) {
    add("kills of Cassandra", times);
  }

  /** What a process's ledger counted. */
  void counts(Map<String, Long> read) {
    read.forEach((name, times) -> ledgerCounts.merge(name, times, Long::sum));
  }

  void calls(List<Call> calls) {
    add("calls", calls.size());
    for (Call call : calls) {
      add("calls " + call.verb(), 1);
      add("calls that ended " + call.result(), 1);
    }
    long distinct =
        calls.stream()
            .filter(call -> !call.verb().isRead())
            .map(call -> call.verb() + " " + call.owner() + " " + call.operation())
            .distinct()
            .count();
    add(
        "calls of an operation that had been called already",
        calls.stream().filter(call -> !call.verb().isRead()).count() - distinct);
  }

  void ledger(Ledger ledger) {
    add("entries in the end", ledger.entries().size());
    add(
        "reservations in the end, all settled once",
        ledger.marks().stream().filter(Ledger.Mark::isReservation).count());
  }

  String text(long seed, int reads) {
    add("ledgers read while work went on", reads);
    return "seed "
        + seed
        + "\n"
        + lines(counts)
        + "\nas the workers counted, without what they did last before they were killed\n"
        + lines(ledgerCounts);
  }

  private static String lines(Map<String, Long> of) {
    return of.entrySet().stream()
        .map(entry -> "%8d  %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
