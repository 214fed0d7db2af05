package org.gibsey.indexing.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.gibsey.change.ChangeEvent;
import org.gibsey.row.RowVersion;

/**
 * Delivers one random history in a random order, with repetitions, and asserts that the rows are in
 * the end what the {@linkplain CellModel model} says, that versions rise, and that the same history
 * once more says nothing.
 */
public final class HistoryCheck {
  private static final int MOST_PAUSE_MILLIS = 20;
  private static final int MOST_REPETITIONS = 6;

  private final Random random;
  private final PlantedBug bug;
  private final Map<String, RowVersion> newest = new HashMap<>();
  private final Set<Long> delivered = new HashSet<>();
  private long arrivals;
  private long nowMillis;

  /**
   * A check.
   *
   * @param random decides everything
   * @param bug what goes wrong on the way
   */
  public HistoryCheck(Random random, PlantedBug bug) {
    this.random = random;
    this.bug = bug;
  }

  /**
   * Runs it.
   *
   * @param fresh makes what is tested
   * @throws AssertionError when a claim does not hold
   */
  public void run(Callable<Subject> fresh) throws Exception {
    List<ChangeEvent> history = new RandomEvents(random).history();
    Subject subject = fresh.call();
    try {
      List<ChangeEvent> delivery = shuffledWithRepetitions(history);
      int restoreAt = random.nextInt(delivery.size() + 1);
      for (int i = 0; i < delivery.size(); i++) {
        if (i == restoreAt) {
          subject = subject.restored();
        }
        nowMillis += random.nextInt(MOST_PAUSE_MILLIS);
        take(subject.advanceTo(nowMillis));
        take(deliver(subject, delivery.get(i)));
      }
      nowMillis += random.nextInt(2 * MOST_PAUSE_MILLIS * MOST_REPETITIONS);
      take(subject.advanceTo(nowMillis));
      assertThat(visible()).isEqualTo(new CellModel(history, 1_000 * nowMillis).rows());
      saysNothingMore(subject, history);
    } finally {
      subject.close();
    }
  }

  private List<ChangeEvent> shuffledWithRepetitions(List<ChangeEvent> history) {
    List<ChangeEvent> delivery = new ArrayList<>(history);
    for (int i = random.nextInt(MOST_REPETITIONS + 1); i > 0 && !history.isEmpty(); i--) {
      delivery.add(history.get(random.nextInt(history.size())));
    }
    Collections.shuffle(delivery, random);
    return delivery;
  }

  private List<RowVersion> deliver(Subject subject, ChangeEvent event) throws Exception {
    boolean again = !delivered.add(event.source().offset());
    List<RowVersion> made = new ArrayList<>();
    ChangeEvent altered = bug.deliver(event, arrivals++, again).orElse(null);
    if (altered != null) {
      made.addAll(subject.deliver(altered));
    }
    return made;
  }

  private void take(List<RowVersion> versions) {
    for (RowVersion version : versions) {
      RowVersion before = newest.put(version.rowKey(), version);
      // No assertThat for each event: it would take most of the time.
      if (version.replaces() != (before != null)) {
        throw new AssertionError("replaces is wrong: " + before + ", then " + version);
      }
      if (before != null && version.versionTimeMicros() <= before.versionTimeMicros()) {
        throw new AssertionError("versions do not rise: " + before + ", then " + version);
      }
    }
  }

  private Map<String, VisibleRow> visible() {
    Map<String, VisibleRow> rows = new TreeMap<>();
    for (RowVersion version : newest.values()) {
      if (version.searchable()) {
        rows.put(version.rowKey(), VisibleRow.of(version));
      }
    }
    return rows;
  }

  private void saysNothingMore(Subject subject, List<ChangeEvent> history) throws Exception {
    Object before = subject.state();
    List<ChangeEvent> again = new ArrayList<>(history);
    Collections.shuffle(again, random);
    for (ChangeEvent event : again) {
      List<RowVersion> made = deliver(subject, event);
      if (!made.isEmpty()) {
        throw new AssertionError("a second delivery made " + made);
      }
    }
    assertThat(subject.state()).as("state after a second delivery").isEqualTo(before);
  }
}
