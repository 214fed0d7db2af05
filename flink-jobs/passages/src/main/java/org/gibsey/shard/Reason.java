package org.gibsey.shard;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.Arrays;
import org.gibsey.index.InvalidFilterException;
import org.gibsey.index.ModelMismatchException;
import org.jspecify.annotations.Nullable;

/** Tells failures apart that have the same status, in a trailer of the call. */
enum Reason {
  /** The index can't answer the filter. */
  FILTER("filter"),
  /** The vector can't be compared with those of the index. */
  MODEL("model"),
  /** The wait for a write was over. */
  NOT_VISIBLE("not-visible");

  private static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("gibsey-reason", Metadata.ASCII_STRING_MARSHALLER);

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** A failure for this reason. */
  StatusException failure(Status status) {
    Metadata trailers = new Metadata();
    trailers.put(TRAILER, text);
    return status.asException(trailers);
  }

  /** A bad argument, with its reason if it has one. */
  static StatusException refusal(IllegalArgumentException bad) {
    Status status = Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).withCause(bad);
    if (bad instanceof InvalidFilterException) {
      return FILTER.failure(status);
    }
    return bad instanceof ModelMismatchException ? MODEL.failure(status) : status.asException();
  }

  /** What a failure of a call tells, or null when it tells none. */
  static @Nullable Reason of(Throwable failure) {
    Metadata trailers = Status.trailersFromThrowable(failure);
    String text = trailers == null ? null : trailers.get(TRAILER);
    return Arrays.stream(values())
        .filter(reason -> reason.text.equals(text))
        .findFirst()
        .orElse(null);
  }

  /** The refusal that a shard told, as the caller gets it. */
  static IllegalArgumentException refusal(Status status, @Nullable Reason reason) {
    String message = String.valueOf(status.getDescription());
    Throwable cause = status.asException();
    if (reason == FILTER) {
      return new InvalidFilterException(message, cause);
    }
    return reason == MODEL
        ? new ModelMismatchException(message, cause)
        : new IllegalArgumentException(message, cause);
  }
}
