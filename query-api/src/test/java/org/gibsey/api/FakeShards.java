package org.gibsey.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.Condition;
import org.gibsey.row.Passage;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.SearchResult;
import org.gibsey.shard.ServedFrom;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;

/** An index that holds what a test puts into it and fails when a test says so. */
final class FakeShards implements PassageSearch {
  static final int SHARDS = 4;

  final AtomicReference<@Nullable SearchQuery> asked = new AtomicReference<>();
  private final List<PassageHit> hits;
  private volatile boolean away;
  private volatile @Nullable Duration age;
  private volatile @Nullable RuntimeException broken;

  FakeShards(PassageHit... hits) {
    this.hits = List.of(hits);
  }

  /** Answers as a snapshot does that stands in for the shards. */
  void answerFromSnapshot(Duration snapshotAge) {
    age = snapshotAge;
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  void breakWith(RuntimeException failure) {
    broken = failure;
  }

  static PassageHit hit(String book, int page, String text) {
    return new PassageHit(
        "{\"book_id\":\"" + book + "\",\"page_num\":" + page + "}",
        0.75,
        0.5f,
        null,
        new Passage(0, 10, 10 + text.length(), text),
        Map.of("title", "A title", "speaker", "Edda", "chapter", "I"),
        new SourcePosition("gibsey.gibsey.pages", 2, 41),
        1_767_225_600_123_456L,
        "ab".repeat(32),
        "all-MiniLM-L6-v2");
  }

  @Override
  public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
    asked.set(query);
    requireThere();
    @Nullable String book =
        query
            .filter()
            .conditions()
            .map(Condition.Equal.class::cast)
            .filter(condition -> condition.column().equals("book_id"))
            .map(Condition.Equal::value)
            .findFirst()
            .orElse(null);
    return new SearchResult(
        hits.stream()
            .filter(hit -> book == null || hit.rowKey().contains("\"" + book + "\""))
            .limit(query.limit())
            .toList(),
        SHARDS,
        "test",
        servedFrom(),
        1_767_225_600_123_456L,
        age);
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration deadline)
      throws ShardsUnavailableException {
    requireThere();
    return hits.stream().filter(hit -> hit.rowKey().equals(rowKey)).findFirst();
  }

  @Override
  public CollectionStats stats(String collection, Duration deadline)
      throws ShardsUnavailableException {
    requireThere();
    return new CollectionStats(
        collection,
        hits.size(),
        hits.size(),
        SHARDS,
        age == null ? SHARDS : 0,
        1_767_225_600_123_456L,
        servedFrom(),
        age);
  }

  @Override
  public void close() {}

  private ServedFrom servedFrom() {
    return age == null ? ServedFrom.LIVE : ServedFrom.SNAPSHOT;
  }

  private void requireThere() throws ShardsUnavailableException {
    @Nullable RuntimeException failure = broken;
    if (failure != null) {
      throw failure;
    }
    if (away) {
      throw new ShardsUnavailableException("secret-host:9100 refused");
    }
  }
}
