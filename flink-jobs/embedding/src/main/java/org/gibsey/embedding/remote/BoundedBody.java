package org.gibsey.embedding.remote;

import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects the body of an answer, up to a limit. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> collector = BodySubscribers.ofByteArray();
  private final long limit;
  private long received;
  private boolean refused;
  private @Nullable Subscription subscription;

  private BoundedBody(long limit) {
    this.limit = limit;
  }

  /** A body of more bytes fails with an {@link IOException}. */
  static BodyHandler<byte[]> upTo(long bytes) {
    return answer -> new BoundedBody(bytes);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return collector.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    collector.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    for (ByteBuffer buffer : part) {
      received += buffer.remaining();
    }
    if (received <= limit) {
      collector.onNext(part);
    } else if (!refused) {
      refused = true;
      Objects.requireNonNull(subscription, "no subscription").cancel();
      collector.onError(new IOException("the answer has more than " + limit + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!refused) {
      collector.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!refused) {
      collector.onComplete();
    }
  }
}
