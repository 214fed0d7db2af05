package org.gibsey.indexing.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.gibsey.row.EmbeddedRow;

/**
 * One random life of the index: writes, checkpoints that complete or don't, deaths, restores at
 * other parallelisms, savepoints and changes of the collections. After every restore the index must
 * hold exactly what the checkpoint held, and after the replay of what came later what it held
 * before it died.
 */
final class IndexHistory implements AutoCloseable {
  private static final Map<String, Integer> BOTH = Map.of("pages", 4, "notes", 2);
  private static final Map<String, Integer> ONE = Map.of("pages", 4);
  private static final int[] PARALLELISMS = {1, 2, 4};
  private static final int ROWS = 25;

  private final Random random;
  private final String replay;
  private final Path temporary;
  private final PlantedIndexBug bug;
  private final RandomRows rows;
  private final Announcements announcements = new Announcements();
  private final Checkpoints checkpoints = new Checkpoints();
  private final RowModel model = new RowModel();
  private final List<EmbeddedRow> everything = new ArrayList<>();
  private final List<EmbeddedRow> sinceCheckpoint = new ArrayList<>();

  private Map<String, Integer> shards = BOTH;
  private Subtasks subtasks;
  private List<OperatorSubtaskState> state = List.of();
  private RowModel saved = new RowModel();
  private HistoryCounts counts = HistoryCounts.NONE;

  IndexHistory(long seed, Path temporary, PlantedIndexBug bug) throws Exception {
    this.random = new Random(seed);
    this.replay = "replay with -Dtest.seed=" + seed + " -Dtest.histories=1";
    this.temporary = temporary;
    this.bug = bug;
    this.rows = new RandomRows(random, ROWS);
    this.subtasks = start(parallelism());
  }

  /** Runs some actions, and looks at the end at what is there. */
  HistoryCounts run(int actions) throws Exception {
    for (int action = 0; action < actions; action++) {
      act(HistoryAction.any(random));
    }
    compare(model, "at the end");
    subtasks.checkIndexes();
    return counts.plus(new HistoryCounts(1, 0, 0, 0, 0));
  }

  private void act(HistoryAction action) throws Exception {
    switch (action) {
      case WRITE -> write();
      case LOOK -> compare(model, "between writes");
      case CHECKPOINT -> checkpoint();
      case ABORTED_CHECKPOINT -> subtasks.abortedSnapshot();
      case SAVEPOINT -> {
        completed(subtasks.savepoint());
        restart(parallelism());
      }
      case KILL -> restart(subtasks.parallelism());
      case RESCALE -> restart(parallelism());
      case CHANGE_COLLECTIONS -> changeCollections();
    }
  }

  private void write() throws Exception {
    for (int left = 1 + random.nextInt(20); left > 0; left--) {
      EmbeddedRow row =
          everything.isEmpty() || random.nextInt(4) > 0 ? rows.next(collections()) : earlier();
      everything.add(row);
      sinceCheckpoint.add(row);
      model.apply(row);
      apply(row);
    }
  }

  /** A version that came before, and is the newest of its row or not. */
  private EmbeddedRow earlier() {
    EmbeddedRow row = everything.get(random.nextInt(everything.size()));
    return shards.containsKey(row.row().collection()) ? row : rows.next(collections());
  }

  private void apply(EmbeddedRow row) throws Exception {
    for (EmbeddedRow changed : bug.change(row)) {
      subtasks.apply(changed);
    }
    counts = counts.plus(new HistoryCounts(0, 1, 0, 0, 0));
  }

  private void checkpoint() throws Exception {
    if (bug == PlantedIndexBug.COMMITTED_BUT_NOT_SAVED) {
      subtasks.commitUnseen();
    }
    completed(subtasks.snapshot());
  }

  private void completed(List<OperatorSubtaskState> states) {
    state = states;
    saved = model.copy();
    sinceCheckpoint.clear();
    counts = counts.plus(new HistoryCounts(0, 0, 1, 0, 0));
  }

  /** Dies, is restored, and reads again what came after the checkpoint. */
  private void restart(int parallelism) throws Exception {
    subtasks.close();
    subtasks = start(parallelism);
    counts = counts.plus(new HistoryCounts(0, 0, 0, state.isEmpty() ? 0 : 1, 0));
    compare(saved, "restored at parallelism " + parallelism);
    if (bug == PlantedIndexBug.REPLAY_FORGOTTEN) {
      return;
    }
    for (EmbeddedRow row : sinceCheckpoint) {
      apply(row);
    }
    compare(model, "after the replay");
  }

  private void changeCollections() throws Exception {
    checkpoint();
    if (shards.equals(BOTH)) {
      shards = ONE;
      model.drop("notes");
      saved.drop("notes");
    } else {
      shards = BOTH;
    }
    restart(parallelism());
    // A restore from before would bring the dropped collection back, as it should.
    checkpoint();
  }

  private void compare(RowModel expected, String when) throws Exception {
    long checked = subtasks.compare(expected, when + ", " + replay);
    counts = counts.plus(new HistoryCounts(0, 0, 0, 0, checked));
  }

  private Subtasks start(int parallelism) throws Exception {
    return new Subtasks(
        IndexJobs.options(shards, "unused"),
        announcements,
        checkpoints,
        temporary,
        parallelism,
        state);
  }

  private List<String> collections() {
    return shards.keySet().stream().sorted().toList();
  }

  private int parallelism() {
    return PARALLELISMS[random.nextInt(PARALLELISMS.length)];
  }

  @Override
  public void close() throws Exception {
    subtasks.close();
  }
}
