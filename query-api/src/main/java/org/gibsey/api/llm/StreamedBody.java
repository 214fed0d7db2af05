package org.gibsey.api.llm;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer while it comes, read by one thread that waits no longer than it may, and
 * can be interrupted. Asks for one part at a time, so that a server can send no faster than is
 * read. Closing it ends the connection, by which the server learns to stop.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {
  private static final int LARGEST = 8 << 20;

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final LongSupplier nanosLeft;
  private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
  private ByteBuffer current = ByteBuffer.allocate(0);
  private long received;
  private boolean ended;

  /** Bytes, or the end with its reason. */
  private record Part(@Nullable ByteBuffer bytes, @Nullable Throwable failure) {}

  /**
   * A body.
   *
   * @param nanosLeft time that the next read may wait, in nanoseconds
   */
  StreamedBody(LongSupplier nanosLeft) {
    this.nanosLeft = nanosLeft;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (!subscribed.complete(subscription)) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(buffer -> parts.add(new Part(buffer, null)));
  }

  @Override
  public void onError(Throwable failure) {
    parts.add(new Part(null, failure));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(null, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    while (!ended && !current.hasRemaining()) {
      take();
    }
    if (!current.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(into, from, count);
    return count;
  }

  private void take() throws IOException {
    @Nullable Part part = poll();
    if (part == null) {
      close();
      throw new LateException();
    }
    ByteBuffer bytes = part.bytes();
    if (bytes == null) {
      ended = true;
      Throwable failure = part.failure();
      if (failure != null) {
        throw new IOException("the connection broke", failure);
      }
      return;
    }
    received += bytes.remaining();
    if (received > LARGEST) {
      close();
      throw new IOException("the answer has more than " + LARGEST + " bytes");
    }
    current = bytes;
    if (parts.isEmpty()) {
      subscribed.join().request(1);
    }
  }

  private @Nullable Part poll() throws IOException {
    try {
      return parts.poll(Math.max(0, nanosLeft.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new IOException("interrupted", e);
    }
  }

  /** Ends the connection unless the body was read to its end. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      current = ByteBuffer.allocate(0);
      var unused = subscribed.thenAccept(Subscription::cancel);
    }
  }

  /** Nothing came in time. */
  static final class LateException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
