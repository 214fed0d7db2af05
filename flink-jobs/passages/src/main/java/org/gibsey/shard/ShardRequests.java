package org.gibsey.shard;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.FoundPassages;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.IndexedRows;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.index.SearchableIndex;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.v1.RowRequest;
import org.gibsey.shard.v1.RowResponse;
import org.gibsey.shard.v1.RowsRequest;
import org.gibsey.shard.v1.RowsResponse;
import org.gibsey.shard.v1.SearchRequest;
import org.gibsey.shard.v1.SearchResponse;
import org.gibsey.shard.v1.ShardServiceGrpc.ShardServiceImplBase;
import org.gibsey.shard.v1.StatsRequest;
import org.gibsey.shard.v1.StatsResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of {@code shard.proto}. */
final class ShardRequests extends ShardServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRequests.class);

  /** Most rows of one page. */
  static final int MOST_ROWS = 1_000;

  private final ServedShards shards;

  ShardRequests(ServedShards shards) {
    this.shards = shards;
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> reply) {
    answer(reply, () -> search(request));
  }

  @Override
  public void row(RowRequest request, StreamObserver<RowResponse> reply) {
    answer(reply, () -> row(request));
  }

  @Override
  public void stats(StatsRequest request, StreamObserver<StatsResponse> reply) {
    answer(reply, () -> stats(request));
  }

  @Override
  public void rows(RowsRequest request, StreamObserver<RowsResponse> reply) {
    answer(reply, () -> rows(request));
  }

  private SearchResponse search(SearchRequest request)
      throws IOException, StatusException, SearchTimeoutException {
    PassageQuery query =
        new PassageQuery(
            request.hasText() ? request.getText() : null,
            vector(request),
            RowFilter.equal(request.getKeyEqualsMap()),
            request.getLimit());
    Context call = Context.current();
    SearchableIndex index = shards.index(request.getTarget());
    VectorSpace vectors = index.vectors();
    if (query.vector() != null && vectors != null && request.hasModel()) {
      vectors.check(request.getModel());
    }
    FoundPassages found = index.search(query, () -> call.isCancelled());
    SearchResponse.Builder response = SearchResponse.newBuilder();
    for (FoundPassage passage : found.byVector()) {
      response.addByVector(Wire.toMessage(passage));
    }
    for (FoundPassage passage : found.byText()) {
      response.addByText(Wire.toMessage(passage));
    }
    return response.build();
  }

  private static float @Nullable [] vector(SearchRequest request) {
    if (request.getVectorCount() == 0) {
      return null;
    }
    float[] vector = new float[request.getVectorCount()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = request.getVector(i);
    }
    return vector;
  }

  private RowResponse row(RowRequest request) throws IOException, StatusException {
    RowResponse.Builder response = RowResponse.newBuilder();
    shards
        .index(request.getTarget())
        .row(request.getRowKey())
        .ifPresent(passage -> response.setPassage(Wire.toMessage(passage)));
    return response.build();
  }

  private StatsResponse stats(StatsRequest request) throws IOException, StatusException {
    IndexCounts counts = shards.index(request.getTarget()).counts();
    StatsResponse.Builder response =
        StatsResponse.newBuilder().setRows(counts.rows()).setPassages(counts.passages());
    Long newest = counts.newestWriteTimeMicros();
    if (newest != null) {
      response.setNewestWriteTimeMicros(newest);
    }
    return response.build();
  }

  private RowsResponse rows(RowsRequest request) throws IOException, StatusException {
    if (request.getLimit() < 1 || request.getLimit() > MOST_ROWS) {
      throw new IllegalArgumentException(
          "limit is %d, allowed are 1 to %d".formatted(request.getLimit(), MOST_ROWS));
    }
    IndexedRows page =
        shards
            .index(request.getTarget())
            .rows(request.getAfter().toByteArray(), request.getLimit());
    RowsResponse.Builder response = RowsResponse.newBuilder();
    page.rows().forEach(row -> response.addRows(Wire.toMessage(row)));
    byte[] next = page.next();
    if (next != null) {
      response.setNext(ByteString.copyFrom(next));
    }
    return response.build();
  }

  private static <R> void answer(StreamObserver<R> reply, Work<R> work) {
    if (Context.current().isCancelled()) {
      // It waited for a thread longer than its caller was ready to.
      reply.onError(Status.CANCELLED.withDescription("the caller is gone").asException());
      return;
    }
    R response;
    try {
      response = work.run();
    } catch (StatusException e) {
      reply.onError(e);
      return;
    } catch (IllegalArgumentException e) {
      reply.onError(
          Status.INVALID_ARGUMENT.withDescription(e.getMessage()).withCause(e).asException());
      return;
    } catch (SearchTimeoutException e) {
      reply.onError(
          Status.DEADLINE_EXCEEDED.withDescription(e.getMessage()).withCause(e).asException());
      return;
    } catch (IOException | RuntimeException e) {
      LOG.error("A shard could not answer", e);
      reply.onError(Status.INTERNAL.withDescription("the shard failed").asException());
      return;
    }
    reply.onNext(response);
    reply.onCompleted();
  }

  private interface Work<R> {
    R run() throws IOException, StatusException, SearchTimeoutException;
  }
}
