package org.gibsey.shard;

import com.google.protobuf.ByteString;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.IndexedRow;
import org.gibsey.shard.v1.RowRequest;
import org.gibsey.shard.v1.RowResponse;
import org.gibsey.shard.v1.RowsRequest;
import org.gibsey.shard.v1.RowsResponse;
import org.gibsey.shard.v1.SearchRequest;
import org.gibsey.shard.v1.SearchResponse;
import org.gibsey.shard.v1.StatsRequest;
import org.gibsey.shard.v1.StatsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Searches live shards over gRPC; learns where they are from the topic of endpoint announcements.
 *
 * <p>A shard that moved or can't be reached is asked again until the deadline, at its newest
 * endpoint. Arguments out of their range are an {@link IllegalArgumentException}, and so is a
 * vector that doesn't fit the index.
 */
public final class ShardClient implements PassageSearch {
  private final EndpointDirectory directory;
  private final @Nullable EndpointListener listener;
  private final ChannelPool channels = new ChannelPool();
  private final ScatterGather shards;

  /**
   * Starts to follow the announcements; returns at once, whether Kafka is there or not.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port...]}
   * @param endpointTopic compacted topic with one partition
   */
  public ShardClient(String kafka, String endpointTopic) {
    directory = new EndpointDirectory();
    directory.onChange(this::closeUnusedChannels);
    shards = new ScatterGather(directory, channels);
    listener = EndpointListener.start(kafka, endpointTopic, directory);
  }

  /** Uses a directory that somebody else keeps up to date. */
  public ShardClient(EndpointDirectory directory) {
    this.directory = directory;
    directory.onChange(this::closeUnusedChannels);
    shards = new ScatterGather(directory, channels);
    listener = null;
  }

  /**
   * Whether the announcements were read up to what was there at the start, and each shard of every
   * announced collection has an endpoint. Does not ask the shards themselves: {@link #stats} does.
   */
  public boolean isReady() {
    return directory.isReady();
  }

  @Override
  public SearchResult search(SearchQuery query) throws ShardsUnavailableException {
    SearchRequest request = SearchRequests.of(ShardQuestion.of(query));
    Deadline deadline = deadline(query.deadline());
    List<SearchResponse> responses =
        shards.askAll(
            shards.shards(query.collection(), deadline),
            deadline,
            (stub, target, reply) ->
                stub.search(request.toBuilder().setTarget(target).build(), reply));
    List<FoundPassages> answers = responses.stream().map(Wire::ofMessage).toList();
    List<PassageHit> hits = MergedHits.of(query, answers);
    return new SearchResult(hits, responses.size(), "", ServedFrom.LIVE, null);
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration time)
      throws ShardsUnavailableException {
    Deadline deadline = deadline(time);
    List<ShardId> all = shards.shards(collection, deadline);
    ShardId shard = all.get(RowShard.of(rowKey, all.size()));
    RowRequest request = RowRequest.newBuilder().setRowKey(rowKey).build();
    List<RowResponse> responses =
        shards.askAll(
            List.of(shard),
            deadline,
            (stub, target, reply) ->
                stub.row(request.toBuilder().setTarget(target).build(), reply));
    RowResponse response = responses.get(0);
    return response.hasPassage()
        ? Optional.of(Hits.of(Wire.ofMessage(response.getPassage()), 0, null, null))
        : Optional.empty();
  }

  /**
   * Lists the searchable rows of a collection, shard after shard. Not one snapshot: a row that
   * changes meanwhile may be missing or come with another version.
   *
   * @param time for one page of rows
   * @param each called in the calling thread; a row that the index held twice would come twice
   */
  public void forEachRow(String collection, Duration time, Consumer<IndexedRow> each)
      throws ShardsUnavailableException {
    for (ShardId shard : shards.shards(collection, deadline(time))) {
      ByteString after = ByteString.EMPTY;
      RowsResponse page;
      do {
        page = rows(shard, after, deadline(time));
        page.getRowsList().forEach(row -> each.accept(Wire.ofMessage(row)));
        after = page.getNext();
      } while (page.hasNext());
    }
  }

  private RowsResponse rows(ShardId shard, ByteString after, Deadline deadline)
      throws ShardsUnavailableException {
    RowsRequest request =
        RowsRequest.newBuilder().setAfter(after).setLimit(ShardRequests.MOST_ROWS).build();
    List<RowsResponse> pages =
        shards.askAll(
            List.of(shard),
            deadline,
            (stub, target, reply) ->
                stub.rows(request.toBuilder().setTarget(target).build(), reply));
    return pages.get(0);
  }

  @Override
  public CollectionStats stats(String collection, Duration time) throws ShardsUnavailableException {
    Deadline deadline = deadline(time);
    List<ShardId> all = shards.shards(collection, deadline);
    StatsRequest request = StatsRequest.getDefaultInstance();
    List<StatsResponse> live =
        shards.askOnce(
            all,
            deadline,
            (stub, target, reply) ->
                stub.stats(request.toBuilder().setTarget(target).build(), reply));
    if (live.isEmpty()) {
      throw new ShardsUnavailableException("no shard of " + collection + " answered");
    }
    return new CollectionStats(
        collection,
        live.stream().mapToLong(StatsResponse::getRows).sum(),
        live.stream().mapToLong(StatsResponse::getPassages).sum(),
        all.size(),
        live.size(),
        newestWriteTime(live));
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
    channels.close();
  }

  private void closeUnusedChannels() {
    channels.keepOnly(directory.all());
  }

  private static @Nullable Long newestWriteTime(List<StatsResponse> live) {
    return live.stream()
        .filter(StatsResponse::hasNewestWriteTimeMicros)
        .map(StatsResponse::getNewestWriteTimeMicros)
        .max(Long::compare)
        .orElse(null);
  }

  private static Deadline deadline(Duration time) {
    return Deadline.after(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
