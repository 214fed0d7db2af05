package org.gibsey.api.admission;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Refuses at once what could not be done soon, so that what is taken on is done as fast as ever.
 * Safe for use by many threads.
 */
public final class Admission {
  private static final String OVERLOADED =
      "There is more to do at the moment than can be done soon; try again.";

  private final Gate searches;
  private final Gate requests;
  private final Drain drain;
  private final Shed shed;

  /** Something that a request has done, which may fail in any way. */
  public interface Step {
    void run() throws Exception;
  }

  public Admission(AdmissionSettings settings, MeterRegistry metrics) {
    this.searches = new Gate(settings.searches(), settings.waitingSearches(), settings.patience());
    this.requests = new Gate(settings.requests(), 0, Duration.ZERO);
    this.drain = new Drain(settings.stopWithin());
    this.shed = new Shed(metrics);
    Gauge.builder("gibsey.requests.running", drain, Drain::running)
        .description("Requests and streams under way, those of health and metrics left out")
        .register(metrics);
    Gauge.builder("gibsey.searches.waiting", searches, Gate::waiting)
        .description("Searches that wait for others to end")
        .register(metrics);
  }

  /** How this process comes to its end. */
  public Drain drain() {
    return drain;
  }

  /**
   * Serves a request, or refuses to before anything was read of its body.
   *
   * @throws Problem when there is too much to do, or this process is being stopped
   * @throws Exception what the request's own step throws
   */
  public void serve(Workload workload, Step step) throws Exception {
    if (workload == Workload.VITAL) {
      step.run();
      return;
    }
    if (!drain.enter()) {
      shed.count(Shed.Reason.STOPPING, workload);
      throw Drain.stopping();
    }
    try {
      switch (workload) {
        case ORDINARY -> inPlace(requests, workload, step);
        case SEARCH -> {
          if (searches.isFull()) {
            throw overloaded(Shed.Reason.FULL, workload);
          }
          step.run();
        }
        case ANSWER, STREAM, VITAL -> step.run();
      }
    } finally {
      drain.leave();
    }
  }

  /**
   * Does what keeps processors busy, for whichever route, when its turn has come.
   *
   * @throws Problem when its turn does not come soon
   */
  public <T> T search(Supplier<T> work) {
    enter(searches, Workload.SEARCH);
    try {
      return work.get();
    } finally {
      searches.leave();
    }
  }

  /**
   * Does what waits for something else most of the time, among all other requests.
   *
   * @throws Problem when there are too many of them
   */
  public <T> T patiently(Supplier<T> work) {
    enter(requests, Workload.SEARCH);
    try {
      return work.get();
    } finally {
      requests.leave();
    }
  }

  private void inPlace(Gate gate, Workload workload, Step step) throws Exception {
    enter(gate, workload);
    try {
      step.run();
    } finally {
      gate.leave();
    }
  }

  private void enter(Gate gate, Workload workload) {
    try {
      switch (gate.enter()) {
        case ENTERED -> {}
        case FULL -> throw overloaded(Shed.Reason.FULL, workload);
        case TOO_LATE -> throw overloaded(Shed.Reason.TOO_LATE, workload);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw overloaded(Shed.Reason.TOO_LATE, workload);
    }
  }

  private Problem overloaded(Shed.Reason reason, Workload workload) {
    shed.count(reason, workload);
    return new Problem(ProblemType.OVERLOADED, OVERLOADED);
  }
}
