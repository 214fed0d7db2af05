package org.gibsey.benchmarks.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gibsey.index.RowFilter;
import org.gibsey.row.RowVersion;
import org.gibsey.shard.AwaitedWrite;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.ReadAfter;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;

/** One writer, which has rows of its own and looks whether it finds what it wrote. */
final class WriteAndSearch {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration GIVE_UP = Duration.ofMinutes(2);

  /** Every so many pairs, a row is deleted, and comes back when its turn comes again. */
  private static final int DELETE_EVERY = 10;

  private final RowFeed feed;
  private final TestPassages passages;
  private final IndexJob job;
  private final ShardClient client;
  private int unanswered;

  /**
   * A write and the search behind it.
   *
   * @param deletion whether the write was one
   * @param stale whether the search showed anything older than the write
   * @param moved whether the shards were opened anew between the wait and the end of the search
   * @param unanswered attempts that ended without an answer before this one
   * @param awaitNanos from the write until its shard said that searches see it
   * @param searchNanos what the search took, its attempts without an answer included
   */
  record Pair(
      boolean deletion,
      boolean stale,
      boolean moved,
      int unanswered,
      long awaitNanos,
      long searchNanos) {}

  WriteAndSearch(RowFeed feed, TestPassages passages, IndexJob job) {
    this.feed = feed;
    this.passages = passages;
    this.job = job;
    this.client = job.client();
  }

  /** Writes and searches until all pairs have begun. */
  List<Pair> run(Failovers plan, int writer, int writers) throws Exception {
    int own = passages.size() / writers;
    int[] versions = new int[own];
    List<Pair> done = new ArrayList<>();
    for (int turn = 0; plan.next() >= 0; turn++) {
      // Neighbours come soon after each other, so that a row has several versions in the end.
      int row = turn % Math.max(1, own / 50);
      boolean deletion = turn % DELETE_EVERY == DELETE_EVERY - 1;
      done.add(pair(row * writers + writer, ++versions[row], deletion));
    }
    return done;
  }

  private Pair pair(int number, int version, boolean deletion) throws Exception {
    unanswered = 0;
    RowVersion row = passages.row(number, version).row();
    long start = System.nanoTime();
    var unused = deletion ? feed.delete(number, version) : feed.write(number, version);
    int announcements = awaitSeen(row);
    long seen = System.nanoTime();
    boolean stale = isStale(row, number, version, deletion);
    long end = System.nanoTime();
    boolean moved = job.announcements() != announcements;
    return new Pair(deletion, stale, moved, unanswered, seen - start, end - seen);
  }

  /** Number of announcements that were there when the wait was over. */
  private int awaitSeen(RowVersion row) throws Exception {
    AwaitedWrite write = AwaitedWrite.at(row.versionTimeMicros());
    return answered(
        () -> {
          if (!client.await(TestPassages.COLLECTION, row.rowKey(), write, DEADLINE)) {
            throw new ShardsUnavailableException("not seen within " + DEADLINE);
          }
          return job.announcements();
        });
  }

  /**
   * Asks by the vector of the version among all vectors of its page. The search carries the write:
   * the job may have gone back to its checkpoint since the wait.
   */
  private boolean isStale(RowVersion row, int number, int version, boolean deletion)
      throws Exception {
    RowFilter page = RowFilter.equal(Map.of(TestPassages.PAGE, Integer.toString(number)));
    SearchQuery question =
        new SearchQuery(
            TestPassages.COLLECTION,
            SearchMode.VECTOR,
            "",
            passages.source().vector(number, version),
            passages.source().model(),
            page,
            1,
            DEADLINE);
    ReadAfter write = new ReadAfter(row.rowKey(), AwaitedWrite.at(row.versionTimeMicros()));
    return isStale(answered(() -> client.search(question.after(write))).hits(), row, deletion);
  }

  private static boolean isStale(List<PassageHit> found, RowVersion row, boolean deletion) {
    if (deletion) {
      return !found.isEmpty();
    }
    return found.isEmpty() || found.get(0).writeTimeMicros() != row.writeTimeMicros();
  }

  /** While a job comes back its shards don't answer, which is no answer rather than a stale one. */
  private <R> R answered(Attempt<R> attempt) throws Exception {
    long start = System.nanoTime();
    while (true) {
      try {
        return attempt.make();
      } catch (ShardsUnavailableException e) {
        unanswered++;
        if (System.nanoTime() - start > GIVE_UP.toNanos()) {
          throw e;
        }
      }
    }
  }

  private interface Attempt<R> {
    R make() throws Exception;
  }
}
