package org.gibsey.shard;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.IndexedRows;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.shard.v2.AwaitRequest;
import org.gibsey.shard.v2.AwaitResponse;
import org.gibsey.shard.v2.RowRequest;
import org.gibsey.shard.v2.RowResponse;
import org.gibsey.shard.v2.RowsRequest;
import org.gibsey.shard.v2.RowsResponse;
import org.gibsey.shard.v2.SearchRequest;
import org.gibsey.shard.v2.SearchResponse;
import org.gibsey.shard.v2.ShardServiceGrpc.ShardServiceImplBase;
import org.gibsey.shard.v2.StatsRequest;
import org.gibsey.shard.v2.StatsResponse;
import org.gibsey.shard.v2.WordsRequest;
import org.gibsey.shard.v2.WordsResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the calls of {@code shard.proto}. Called by the thread of the network, which hands all
 * that takes time to the workers: one hop for each call.
 */
final class ShardRequests extends ShardServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(ShardRequests.class);

  /** Most rows of one page. */
  static final int MOST_ROWS = 1_000;

  private final ServedShards shards;
  private final Workers workers;
  private final SearchCall search;
  private final VisibilityWaiters waiters;

  ShardRequests(ServedShards shards, Workers workers, VisibilityWaiters waiters) {
    this.shards = shards;
    this.workers = workers;
    this.search = new SearchCall(shards, workers);
    this.waiters = waiters;
  }

  @Override
  public void search(SearchRequest request, StreamObserver<SearchResponse> reply) {
    Context call = Context.current();
    AwaitRequest after = request.getAfter();
    if (!request.hasAfter() || shards.refusal(after.getTarget()) != null) {
      // A shard that is refused is not searched either.
      answer(reply, call, () -> search.answer(request));
      return;
    }
    try {
      waiters.add(
          after,
          reply,
          new SearchAfter(reply, () -> answer(reply, call, () -> search.answer(request))));
    } catch (IllegalArgumentException e) {
      reply.onError(failure(e));
    }
  }

  @Override
  public void words(WordsRequest request, StreamObserver<WordsResponse> reply) {
    answer(reply, () -> search.answer(request));
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

  @Override
  public void await(AwaitRequest request, StreamObserver<AwaitResponse> reply) {
    try {
      shards.index(request.getTarget());
      waiters.add(request, reply, reply);
    } catch (StatusException | IllegalArgumentException e) {
      reply.onError(failure(e));
    }
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

  private <R> void answer(StreamObserver<R> reply, Callable<R> work) {
    answer(reply, Context.current(), work);
  }

  private <R> void answer(StreamObserver<R> reply, Context call, Callable<R> work) {
    try {
      workers.execute(() -> call.run(() -> answerNow(reply, call, work)));
    } catch (RejectedExecutionException e) {
      reply.onError(
          Status.RESOURCE_EXHAUSTED
              .withDescription("too many calls wait for this server")
              .asException());
    }
  }

  private static <R> void answerNow(StreamObserver<R> reply, Context call, Callable<R> work) {
    R response;
    try {
      if (call.isCancelled()) {
        // It waited for a thread longer than its caller was ready to.
        throw Status.CANCELLED.withDescription("the caller is gone").asException();
      }
      response = work.call();
    } catch (ExecutionException e) {
      reply.onError(failure(e.getCause() == null ? e : e.getCause()));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply.onError(failure(e));
      return;
    } catch (Exception e) {
      reply.onError(failure(e));
      return;
    }
    reply.onNext(response);
    reply.onCompleted();
  }

  private static StatusException failure(Throwable failure) {
    if (failure instanceof IllegalArgumentException bad) {
      return Reason.refusal(bad);
    }
    Status status =
        switch (failure) {
          case StatusException told -> told.getStatus();
          case SearchTimeoutException late ->
              Status.DEADLINE_EXCEEDED.withDescription(late.getMessage());
          default -> Status.INTERNAL.withDescription("the shard failed");
        };
    if (status.getCode() == Status.Code.INTERNAL) {
      LOG.error("A shard could not answer", failure);
    }
    return status.withCause(failure).asException();
  }
}
