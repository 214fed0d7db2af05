package org.gibsey.api.idempotency;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.KeptRequest.Answer;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a request with an {@code Idempotency-Key} out once, however often it is sent.
 *
 * <p>The answer is kept for a day and given again to the same request of the same caller. An
 * attempt holds a lease; when it ends without an answer, because its process died for example, the
 * next repetition carries the request out again, under the time at which the first one began. A
 * request that was refused leaves its key free.
 */
public final class IdempotentRequests {
  public static final String HEADER = "Idempotency-Key";

  /** Says that an answer was given before. */
  public static final String REPLAYED_HEADER = "Idempotent-Replayed";

  private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);
  private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");
  private static final String BEGAN_AT = "gibsey.began-at";

  private final RequestStore store;
  private final Duration lease;
  private final WriteClock clock;

  /**
   * Requests in a store.
   *
   * @param lease longer than any request may take
   */
  public IdempotentRequests(RequestStore store, Duration lease, WriteClock clock) {
    this.store = store;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * A handler that also understands the header. Its answer must be JSON that is complete when it
   * returns; a stream of events cannot be kept.
   *
   * @param maxBytes largest body that the handler reads
   */
  public Handler wrap(Handler handler, int maxBytes) {
    return ctx -> {
      @Nullable String key = ctx.header(HEADER);
      if (key == null) {
        handler.handle(ctx);
      } else {
        handle(ctx, key, handler, maxBytes);
      }
    };
  }

  /**
   * When the first attempt at this request began, in microseconds since 1970; empty without the
   * header. A write that has this as its time is the same write again.
   */
  public static Optional<Long> beganAtMicros(Context ctx) {
    return Optional.ofNullable(ctx.<Long>attribute(BEGAN_AT));
  }

  private void handle(Context ctx, String text, Handler handler, int maxBytes) throws Exception {
    if (!KEY.matcher(text).matches()) {
      throw new Problem(
          ProblemType.BAD_REQUEST,
          "An Idempotency-Key has 1 to 128 visible ASCII characters, for example those of a UUID.");
    }
    KeyOfCaller key = new KeyOfCaller(Caller.of(ctx).id(), text);
    String hash = RequestHash.of(ctx, RequestBody.bytes(ctx, maxBytes));
    String attempt = UUID.randomUUID().toString();
    KeptRequest fresh = new KeptRequest(hash, attempt, clock.next(), leaseFromNow(), null);
    Optional<KeptRequest> known = store.claim(key, fresh);
    if (known.isEmpty()) {
      carryOut(ctx, key, fresh, handler);
      return;
    }
    @Nullable Answer answer = requireSame(known.get(), hash).answer();
    if (answer == null) {
      carryOut(ctx, key, takenOver(key, known.get(), attempt), handler);
    } else {
      ctx.status(answer.status()).header(REPLAYED_HEADER, "true");
      Json.respond(ctx, answer.body());
    }
  }

  private static KeptRequest requireSame(KeptRequest known, String hash) {
    if (!known.hash().equals(hash)) {
      throw new Problem(
          ProblemType.KEY_REUSED,
          "Send the same request as the first time, or a new Idempotency-Key.");
    }
    return known;
  }

  private KeptRequest takenOver(KeyOfCaller key, KeptRequest known, String attempt) {
    if (known.leaseUntilMicros() <= WriteTime.micros(clock.now())) {
      KeptRequest again = known.attemptedBy(attempt, leaseFromNow());
      if (store.replace(key, known.attempt(), again)) {
        return again;
      }
    }
    throw new Problem(
        ProblemType.KEY_UNDER_WAY, "Send it again later; it is answered once it is done.");
  }

  private long leaseFromNow() {
    return WriteTime.micros(clock.now().plus(lease));
  }

  private void carryOut(Context ctx, KeyOfCaller key, KeptRequest request, Handler handler)
      throws Exception {
    ctx.attribute(BEGAN_AT, request.beganAtMicros());
    try {
      handler.handle(ctx);
    } catch (Exception e) {
      boolean refused = e instanceof Problem problem && problem.type().status() < 500;
      afterwards(
          () -> {
            if (refused) {
              store.free(key, request.attempt());
            } else {
              store.replace(key, request.attempt(), request.givenUp());
            }
          });
      throw e;
    }
    Answer answer = answer(ctx);
    afterwards(() -> store.replace(key, request.attempt(), request.answered(answer)));
  }

  private static Answer answer(Context ctx) throws IOException {
    @Nullable InputStream result = ctx.resultInputStream();
    byte[] body = result == null ? new byte[0] : result.readAllBytes();
    ctx.result(body);
    return new Answer(ctx.statusCode(), body);
  }

  /** The request is done; when that cannot be noted, its lease ends by itself. */
  private static void afterwards(Runnable note) {
    try {
      note.run();
    } catch (Problem e) {
      LOG.warn("The outcome of a request cannot be kept under its Idempotency-Key", e);
    }
  }
}
