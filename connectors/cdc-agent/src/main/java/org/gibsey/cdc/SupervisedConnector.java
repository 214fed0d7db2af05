package org.gibsey.cdc;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connector's engine running: starts it, starts it again after a failure with growing
 * pauses, stops it.
 *
 * <p>Commands are carried out one after the other on the connector's own control thread, so they
 * return at once; the engine runs on a second thread. Safe for use from several threads.
 */
final class SupervisedConnector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedConnector.class);

  /** A start may take a minute and cannot be interrupted. */
  private static final Duration STOP_WITHIN = Duration.ofSeconds(90);

  private final String name;
  private final Runner runner;
  private final ConnectorStats stats;
  private final ExecutorService control;
  private volatile ConnectorState state = ConnectorState.UNASSIGNED;
  private @Nullable Supervision supervision; // confined to the control thread

  /**
   * Creates a connector that does not run yet.
   *
   * @param name for logs and threads
   * @param runner runs the engine once, to its end
   * @param stats where failures are counted
   */
  SupervisedConnector(String name, Runner runner, ConnectorStats stats) {
    this.name = name;
    this.runner = runner;
    this.stats = stats;
    this.control = Executors.newSingleThreadExecutor(task -> new Thread(task, "control: " + name));
  }

  /** What the connector is doing now. */
  ConnectorState state() {
    return state;
  }

  /** What the connector has done. */
  ConnectorStats stats() {
    return stats;
  }

  /** Has the engine started, unless it runs. */
  void start() {
    control.execute(this::startNow);
  }

  /** Has the engine stopped. */
  void pause() {
    control.execute(() -> stopNow(ConnectorState.PAUSED));
  }

  /** Has the engine stopped and started again; completes when it has been told to start. */
  CompletableFuture<Void> restart() {
    return CompletableFuture.runAsync(
        () -> {
          stopNow(ConnectorState.UNASSIGNED);
          startNow();
        },
        control);
  }

  /** Stops the engine for good and waits for its end. */
  @Override
  public void close() {
    CompletableFuture.runAsync(() -> stopNow(ConnectorState.UNASSIGNED), control).join();
    control.shutdown();
  }

  private void startNow() {
    if (supervision == null) {
      state = ConnectorState.UNASSIGNED;
      supervision = new Supervision();
      new Thread(supervision, "engine: " + name).start();
    }
  }

  private void stopNow(ConnectorState then) {
    if (supervision != null) {
      supervision.stop();
      supervision = null;
    }
    state = then;
  }

  /** One stretch of running, from a start to a stop, over any number of failures. */
  private final class Supervision implements Runnable {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable EngineRun current;

    @Override
    public void run() {
      BackOff backOff = new BackOff();
      try {
        while (stopped.getCount() > 0) {
          Instant began = Instant.now();
          EngineRun run = new EngineRun();
          current = run;
          if (stopped.getCount() == 0) {
            return;
          }
          try {
            runner.run(run, this::running);
          } catch (Throwable e) { // an Error must not end the thread unnoticed either
            if (stopped.getCount() > 0) {
              failed(e, backOff.after(Duration.between(began, Instant.now())));
            }
          } finally {
            run.ended();
            stats.onRunEnded();
          }
        }
      } catch (InterruptedException e) {
        LOG.debug("Connector {} was interrupted", name);
      } finally {
        ended.countDown();
      }
    }

    private void running() {
      if (stopped.getCount() > 0) {
        state = ConnectorState.RUNNING;
      }
    }

    private void failed(Throwable error, Duration pause) throws InterruptedException {
      stats.onFailure();
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      state = ConnectorState.failed(trace.toString());
      // The engine has logged the trace; the status shows it too.
      LOG.error("Connector {} has failed and starts again in {}: {}", name, pause, rootOf(error));
      if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Connector {} is stopped while it waits to start again", name);
      }
    }

    private static String rootOf(Throwable error) {
      Throwable root = error;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root.toString();
    }

    void stop() {
      stopped.countDown();
      EngineRun run = current;
      try {
        boolean inTime =
            (run == null || run.stop(STOP_WITHIN))
                && ended.await(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        if (!inTime) {
          LOG.error("The engine of {} has not ended within {}", name, STOP_WITHIN);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs an engine once. */
  interface Runner {
    /**
     * Blocks until the engine has ended.
     *
     * @param run the run, which another thread may stop
     * @param onRunning to be called once the connector has started
     * @throws Exception if it could not start or has failed
     */
    void run(EngineRun run, Runnable onRunning) throws Exception;
  }
}
