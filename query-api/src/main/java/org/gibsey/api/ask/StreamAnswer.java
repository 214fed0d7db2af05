package org.gibsey.api.ask;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an answer as it comes into being. When the reader leaves, the work on the answer stops; when
 * the reader is slow, the work waits.
 */
final class StreamAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(StreamAnswer.class);
  private static final int EVENTS_AHEAD = 16;

  private final AnswerQuestion answers;
  private final Semaphore streams;
  private final Duration heartbeat;

  /**
   * Streams of answers.
   *
   * @param maxStreams streams open at once; further ones are refused
   * @param heartbeat longest silence on a stream
   */
  StreamAnswer(AnswerQuestion answers, int maxStreams, Duration heartbeat) {
    this.answers = answers;
    this.streams = new Semaphore(maxStreams);
    this.heartbeat = heartbeat;
  }

  /**
   * Answers on the response of a request; returns when the stream is over.
   *
   * @throws Problem when too many streams are open already
   */
  void to(Context ctx, Question question) {
    if (!streams.tryAcquire()) {
      throw new Problem(ProblemType.OVERLOADED, "Too many answers are being written; try again.");
    }
    BlockingQueue<Step> steps = new ArrayBlockingQueue<>(EVENTS_AHEAD);
    Thread work =
        Thread.ofVirtual().name("answer").start(() -> work(question, steps));
    try {
      relay(steps, EventStream.open(ctx), ctx);
    } catch (IOException e) {
      LOG.debug("The reader left before the answer was complete", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      work.interrupt();
      streams.release();
    }
  }

  private void relay(BlockingQueue<Step> steps, EventStream stream, Context ctx)
      throws IOException, InterruptedException {
    boolean over = false;
    while (!over) {
      @Nullable Step step = steps.poll(heartbeat.toNanos(), TimeUnit.NANOSECONDS);
      if (step == null) {
        stream.heartbeat();
      } else if (step.event == null) {
        stream.send("error", Problems.report(Problems.of(step.failure()), ctx));
        over = true;
      } else {
        stream.send(name(step.event), step.event);
        over = step.event instanceof AnswerEvent.Done;
      }
    }
  }

  private void work(Question question, BlockingQueue<Step> steps) {
    try {
      answers.answer(question, event -> put(steps, new Step(event, null)));
    } catch (CancellationException e) {
      LOG.debug("Stopped answering a reader who left", e);
    } catch (RuntimeException e) {
      steps.offer(new Step(null, e));
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

  private static String name(AnswerEvent event) {
    return switch (event) {
      case AnswerEvent.Retrieval retrieval -> "retrieval";
      case AnswerEvent.Citation citation -> "citation";
      case AnswerEvent.Delta delta -> "delta";
      case AnswerEvent.Done done -> "done";
    };
  }

  /** An event, or the failure that ended the answer. */
  private record Step(@Nullable AnswerEvent event, @Nullable RuntimeException cause) {
    RuntimeException failure() {
      return cause == null ? new IllegalStateException("A step without event or failure") : cause;
    }
  }
}
