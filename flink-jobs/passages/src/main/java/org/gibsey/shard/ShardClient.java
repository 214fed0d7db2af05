package org.gibsey.shard;

import com.google.protobuf.ByteString;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gibsey.index.IndexedRow;
import org.gibsey.shard.v2.AwaitResponse;
import org.gibsey.shard.v2.RowRequest;
import org.gibsey.shard.v2.RowResponse;
import org.gibsey.shard.v2.RowsRequest;
import org.gibsey.shard.v2.RowsResponse;
import org.gibsey.shard.v2.StatsRequest;
import org.gibsey.shard.v2.StatsResponse;
import org.jspecify.annotations.Nullable;

/**
 * Searches live shards over gRPC; learns where they are from the topic of endpoint announcements.
 *
 * <p>A shard that moved or can't be reached is asked again until the deadline, at its newest
 * endpoint. Arguments out of their range are an {@link IllegalArgumentException}, and so is a
 * vector that doesn't fit the index.
 */
public final class ShardClient implements PassageSearch {
  // A server says by itself that a wait is over; this is how long that may take to be told.
  static final Duration GRACE = Duration.ofMillis(500);

  private final EndpointDirectory directory;
  private final @Nullable EndpointListener listener;
  private final ChannelPool channels = new ChannelPool();
  private final Connections connections;
  private final LiveSearch search;

  /**
   * Starts to follow the announcements; returns at once, whether Kafka is there or not.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port...]}
   * @param endpointTopic compacted topic with one partition
   */
  public ShardClient(String kafka, String endpointTopic) {
    this(kafka, endpointTopic, Hedging.OFF);
  }

  /** {@link #ShardClient(String, String)} that sends late calls twice. */
  public ShardClient(String kafka, String endpointTopic, Hedging hedging) {
    directory = new EndpointDirectory();
    connections = connect(hedging);
    search = new LiveSearch(connections);
    listener = EndpointListener.start(kafka, endpointTopic, directory);
  }

  /** Uses a directory that somebody else keeps up to date. */
  public ShardClient(EndpointDirectory directory) {
    this(directory, Hedging.OFF);
  }

  /** {@link #ShardClient(EndpointDirectory)} that sends late calls twice. */
  public ShardClient(EndpointDirectory directory, Hedging hedging) {
    this.directory = directory;
    connections = connect(hedging);
    search = new LiveSearch(connections);
    listener = null;
  }

  private Connections connect(Hedging hedging) {
    directory.listen(() -> channels.keepOnly(directory.all()));
    return new Connections(directory, channels, hedging, new HedgeBudget());
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
    return search.search(query, deadline(query.deadline()));
  }

  @Override
  public Optional<PassageHit> row(String collection, String rowKey, Duration time)
      throws ShardsUnavailableException {
    RowRequest request = RowRequest.newBuilder().setRowKey(rowKey).build();
    ShardMethod<RowResponse> method =
        (stub, targets, reply) ->
            stub.row(request.toBuilder().setTarget(targets.get(0)).build(), reply);
    RowResponse response = gathering(collection, home(rowKey), method, deadline(time)).all().get(0);
    return response.hasPassage()
        ? Optional.of(Hits.of(Wire.ofMessage(response.getPassage()), 0, null, null))
        : Optional.empty();
  }

  /**
   * Waits until searches see a write. Goes on waiting where the row's shard is served next when it
   * moves. Blocks the calling thread, none of the server's.
   *
   * @param rowKey canonical JSON object of the key columns
   * @param write what to wait for, a deletion included
   * @param time how long to wait
   * @return false when searches did not see the write in time
   * @throws ShardsUnavailableException when the row's shard could not be asked at the end, or too
   *     many others wait there
   */
  public boolean await(String collection, String rowKey, AwaitedWrite write, Duration time)
      throws ShardsUnavailableException {
    ShardMethod<AwaitResponse> method = new AwaitMethod(rowKey, write, deadline(time));
    return gathering(collection, home(rowKey), method, deadline(time.plus(GRACE)))
        .all()
        .get(0)
        .getVisible();
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
    int shards = 1;
    for (int shard = 0; shard < shards; shard++) {
      ByteString after = ByteString.EMPTY;
      RowsResponse page;
      do {
        Gathering<RowsResponse> gathering = pageOf(collection, shard, after, deadline(time));
        page = gathering.all().get(0);
        page.getRowsList().forEach(row -> each.accept(Wire.ofMessage(row)));
        after = page.getNext();
        shards = gathering.shardsOfCollection();
      } while (page.hasNext());
    }
  }

  private Gathering<RowsResponse> pageOf(
      String collection, int shard, ByteString after, Deadline deadline) {
    RowsRequest request =
        RowsRequest.newBuilder().setAfter(after).setLimit(ShardRequests.MOST_ROWS).build();
    return gathering(
        collection,
        count -> new int[] {Math.min(shard, count - 1)},
        (stub, targets, reply) ->
            stub.rows(request.toBuilder().setTarget(targets.get(0)).build(), reply),
        deadline);
  }

  @Override
  public CollectionStats stats(String collection, Duration time) throws ShardsUnavailableException {
    ShardMethod<StatsResponse> method =
        (stub, targets, reply) ->
            stub.stats(StatsRequest.newBuilder().setTarget(targets.get(0)).build(), reply);
    Gathering<StatsResponse> gathering =
        gathering(collection, ShardClient::each, method, deadline(time));
    List<StatsResponse> live = gathering.some();
    if (live.isEmpty()) {
      throw new ShardsUnavailableException("no shard of " + collection + " answered");
    }
    return new CollectionStats(
        collection,
        live.stream().mapToLong(StatsResponse::getRows).sum(),
        live.stream().mapToLong(StatsResponse::getPassages).sum(),
        gathering.shardsOfCollection(),
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

  private <R> Gathering<R> gathering(
      String collection, IntFunction<int[]> wanted, ShardMethod<R> method, Deadline deadline) {
    return new Gathering<>(connections, collection, wanted, method, deadline);
  }

  /** Numbers of all shards. */
  static int[] each(int shards) {
    return IntStream.range(0, shards).toArray();
  }

  private static IntFunction<int[]> home(String rowKey) {
    return shards -> new int[] {RowShard.of(rowKey, shards)};
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
