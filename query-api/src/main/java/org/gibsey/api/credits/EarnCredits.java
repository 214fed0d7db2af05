package org.gibsey.api.credits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.api.credits.Credits.Earning;
import org.gibsey.api.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives readers what they earn, apart from the requests that earn it: those neither wait for the
 * ledger nor fail with it. What comes faster than the ledger takes it, or can't be noted in three
 * attempts, is given up and counted. Safe for use by many threads.
 */
public final class EarnCredits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EarnCredits.class);
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 1_000;
  private static final int ATTEMPTS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int MOST_REMEMBERED = 20_000;
  private static final Duration DAY = Duration.ofDays(1);

  private final Credits credits;
  private final CreditSettings settings;
  private final Clock clock;
  private final MeterRegistry metrics;
  private final Duration stopWithin;
  private final ThreadPoolExecutor work;

  /** What this process knows to have earned already. */
  private final Cache<Deed, Boolean> done =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(DAY).build();

  /** How often an owner earned on a day by this process. */
  private final Cache<Times, AtomicInteger> times =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterAccess(DAY).build();

  private record Deed(String ownerId, Earning earning, String operation) {}

  private record Times(String ownerId, Earning earning, LocalDate day) {}

  /**
   * Begins to give.
   *
   * @param stopWithin how long {@link #close} lets what is earned be noted
   */
  public EarnCredits(
      Credits credits,
      CreditSettings settings,
      Clock clock,
      MeterRegistry metrics,
      Duration stopWithin) {
    this(credits, settings, clock, metrics, stopWithin, MOST_WAITING);
  }

  EarnCredits(
      Credits credits,
      CreditSettings settings,
      Clock clock,
      MeterRegistry metrics,
      Duration stopWithin,
      int mostWaiting) {
    this.credits = credits;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.stopWithin = stopWithin;
    ArrayBlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(mostWaiting);
    this.work =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            waiting,
            Thread.ofVirtual().name("earn-", 0).factory());
    Gauge.builder("gibsey.credits.earning.waiting", waiting, ArrayBlockingQueue::size)
        .description("What readers did and have not been given credits for yet")
        .register(metrics);
    for (Earning earning : Earning.values()) {
      given(earning);
    }
    for (Lost lost : Lost.values()) {
      lost(lost);
    }
  }

  /**
   * A question was answered. The same words, whatever their case and spaces, earn once a day (UTC).
   */
  public void asked(String ownerId, String question) {
    String words =
        Normalizer.normalize(question, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s+", " ")
            .strip();
    LocalDate today = today();
    earn(
        new Deed(ownerId, Earning.ASKING, OperationId.of("asking", today.toString(), words)),
        today);
  }

  /** A page was written, and the write stands. Earns once, however often it is sent. */
  public void saved(String ownerId, String bookId, int pageNum, long writeTimeMicros) {
    earn(
        new Deed(
            ownerId,
            Earning.SAVING,
            OperationId.of(
                "saving", bookId, Integer.toString(pageNum), Long.toString(writeTimeMicros))),
        today());
  }

  /** Gives what is earned already, as far as there is time, and nothing more. */
  @Override
  public void close() {
    work.shutdown();
    try {
      if (work.awaitTermination(stopWithin.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    int left = work.shutdownNow().size();
    lost(Lost.STOPPED).increment(left);
    LOG.warn("{} times readers were not given what they earned, for want of time", left);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void earn(Deed deed, LocalDate day) {
    EarningRule rule = settings.rule(deed.earning);
    Times key = new Times(deed.ownerId, deed.earning, day);
    AtomicInteger today = times.get(key, unused -> new AtomicInteger());
    if (!rule.earns() || today.get() >= rule.mostADay() || done.getIfPresent(deed) != null) {
      return;
    }
    try {
      work.execute(() -> give(deed, today));
    } catch (RejectedExecutionException e) {
      lost(work.isShutdown() ? Lost.STOPPED : Lost.FULL).increment();
    }
  }

  private void give(Deed deed, AtomicInteger today) {
    try {
      long earned = give(deed);
      done.put(deed, true);
      if (earned > 0) {
        today.incrementAndGet();
        given(deed.earning).increment(earned);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lost(Lost.STOPPED).increment();
    } catch (RuntimeException e) {
      lost(Lost.FAILED).increment();
      LOG.warn("A reader was not given what was earned", e);
    }
  }

  private long give(Deed deed) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      try {
        return credits.earn(deed.ownerId, deed.earning, deed.operation);
      } catch (Problem e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private Counter given(Earning earning) {
    return Counter.builder("gibsey.credits.earned")
        .description("Credits that readers were given for what they did")
        .tag("for", earning.name().toLowerCase(Locale.ROOT))
        .register(metrics);
  }

  private Counter lost(Lost lost) {
    return Counter.builder("gibsey.credits.earning.lost")
        .description("Times that readers were not given what they may have earned")
        .tag("reason", lost.name().toLowerCase(Locale.ROOT))
        .register(metrics);
  }

  /** Why somebody was not given what was earned. */
  private enum Lost {
    /** Too much waited already. */
    FULL,
    /** The ledger could not be written. */
    FAILED,
    /** This process ended. */
    STOPPED
  }
}
