package org.gibsey.api.ask;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.Problems;
import org.gibsey.api.sse.EventStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer as it comes into being. When the reader leaves, the work on the answer stops;
 * when the reader is slow, the work waits.
 */
public final class StreamAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamAnswer.class);
  private static final int EVENTS_AHEAD = 16;

  private final int maxStreams;
  private final Semaphore streams;
  private final Duration heartbeat;

  /**
   * Streams of answers.
   *
   * @param maxStreams streams open at once; further ones are refused
   * @param heartbeat longest silence on a stream
   */
  public StreamAnswer(int maxStreams, Duration heartbeat) {
    this.maxStreams = maxStreams;
    this.streams = new Semaphore(maxStreams);
    this.heartbeat = heartbeat;
  }

  /** Streams that are open now. */
  public int open() {
    return maxStreams - streams.availablePermits();
  }

  /**
   * Answers on the response of a request; returns when the stream is over. The response begins with
   * the first event or sign of life, so that what fails at once is a plain problem response.
   *
   * @param format how events are written
   * @throws Problem when too many streams are open already, or the answer failed before its first
   *     event
   */
  public void to(Context ctx, AnswerQuestion answers, Question question, StreamFormat format) {
    if (!streams.tryAcquire()) {
      throw new Problem(ProblemType.OVERLOADED, "Too many answers are being written; try again.");
    }
    BlockingQueue<Step> steps = new ArrayBlockingQueue<>(EVENTS_AHEAD);
    Thread work = Thread.ofVirtual().name("answer").start(() -> work(answers, question, steps));
    // The offer only wakes the reader's thread, which then sees that time is up.
    try (Drain.Ticket unused = Drain.of(ctx).whenOver(() -> steps.offer(Step.STOPPED))) {
      @Nullable Step first = next(steps);
      if (first != null && first.failure != null) {
        throw first.failure;
      }
      relay(first, steps, work, new Output(EventStream.open(ctx), format, ctx));
    } catch (IOException e) {
      LOG.debug("The reader left before the answer was complete", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      work.interrupt();
      streams.release();
    }
  }

  private void relay(@Nullable Step first, BlockingQueue<Step> steps, Thread work, Output output)
      throws IOException, InterruptedException {
    @Nullable Step step = first;
    boolean working = true;
    boolean over = false;
    while (!over) {
      if (step == null && working) {
        output.stream.heartbeat();
      } else {
        over = output.send(step == null ? Step.LOST : step);
      }
      working = work.isAlive();
      step = over ? null : next(steps);
      if (Drain.of(output.ctx).isOver() && !over) {
        step = Step.STOPPED;
      }
    }
  }

  /** The next step, or null when there is none before the next heartbeat is due. */
  private @Nullable Step next(BlockingQueue<Step> steps) throws InterruptedException {
    return steps.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void work(AnswerQuestion answers, Question question, BlockingQueue<Step> steps) {
    try {
      put(steps, lastStep(answers, question, steps));
    } catch (CancellationException e) {
      LOG.debug("Stopped answering a reader who left", e);
    }
  }

  private static Step lastStep(
      AnswerQuestion answers, Question question, BlockingQueue<Step> steps) {
    try {
      return new Step(answers.answer(question, event -> put(steps, new Step(event, null))), null);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      return new Step(null, e);
    }
  }

  private static void put(BlockingQueue<Step> steps, Step step) {
    try {
      steps.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("nobody listens");
    }
  }

  private record Output(EventStream stream, StreamFormat format, Context ctx) {
    /** Sends one step, and tells whether it was the last one. */
    boolean send(Step step) throws IOException {
      @Nullable AnswerEvent event = step.event;
      if (event == null) {
        RuntimeException failure = Objects.requireNonNull(step.failure);
        format.problem(stream, Problems.report(Problems.of(failure), ctx));
        return true;
      }
      format.event(stream, event);
      return event instanceof AnswerEvent.Done;
    }
  }

  /** An event, or the failure that ended the answer. */
  private record Step(@Nullable AnswerEvent event, @Nullable RuntimeException failure) {
    /** The process that answers is about to end. */
    static final Step STOPPED = new Step(null, Drain.stopping());

    /** The work ended without a last step: the JVM itself failed. */
    static final Step LOST =
        new Step(null, new IllegalStateException("The thread that answers has died"));
  }
}
