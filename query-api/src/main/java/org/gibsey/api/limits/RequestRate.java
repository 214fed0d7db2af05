package org.gibsey.api.limits;

import io.github.bucket4j.ConsumptionProbe;
import io.javalin.http.Context;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Counts the requests of each caller, and refuses those beyond the limit with the time after which
 * the next one may come. Nothing waits here.
 */
public final class RequestRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Buckets requests;
  private final Buckets generation;

  public RequestRate(LimitSettings settings) {
    this.requests = new Buckets(settings.requests());
    this.generation = new Buckets(settings.generation());
  }

  /**
   * Counts a request against the limit of all requests.
   *
   * @param caller who sent it
   * @throws Problem with {@link ProblemType#RATE_LIMITED} beyond the limit
   */
  public void count(Context ctx, String caller) {
    spend(ctx, caller, requests, "requests");
  }

  /**
   * Counts a request that lets a language model write against the limit of those as well.
   *
   * @throws Problem with {@link ProblemType#RATE_LIMITED} beyond the limit
   */
  public void countAnswer(Context ctx, String caller) {
    spend(ctx, caller, generation, "answers");
  }

  private static void spend(Context ctx, String caller, Buckets buckets, String what) {
    RateLimit limit = buckets.limit();
    if (limit.isNone()) {
      return;
    }
    ConsumptionProbe probe = buckets.of(caller).tryConsumeAndReturnRemaining(1);
    ctx.header("RateLimit-Limit", Long.toString(limit.burst()))
        .header("RateLimit-Remaining", Long.toString(probe.getRemainingTokens()))
        .header("RateLimit-Reset", Long.toString(seconds(probe.getNanosToWaitForReset())));
    if (!probe.isConsumed()) {
      long wait = seconds(probe.getNanosToWaitForRefill());
      ctx.header("Retry-After", Long.toString(wait));
      throw new Problem(
          ProblemType.RATE_LIMITED,
          "You may send %d %s per second, and %d at once; try again in %d s."
              .formatted(limit.perSecond(), what, limit.burst(), wait));
    }
  }

  /** Whole seconds, so many that the time has passed by then. */
  static long seconds(long nanos) {
    return (nanos + SECOND - 1) / SECOND;
  }
}
