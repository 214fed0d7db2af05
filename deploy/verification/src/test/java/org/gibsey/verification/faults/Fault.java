package org.gibsey.verification.faults;

import java.time.Duration;
import java.util.Locale;

/** What goes wrong in the middle of the stream. What is down is started again by deploy/up. */
enum Fault {
  AGENT_KILLED(10) {
    @Override
    void inject(Scene scene) throws Exception {
      scene.processes().kill("agent");
    }
  },
  /** The agent dies while it holds whole segments of events that Kafka has not taken. */
  KAFKA_STOPPED_AND_AGENT_KILLED(5) {
    @Override
    void inject(Scene scene) throws Exception {
      long segment = scene.commitLog().newestSegment();
      scene.processes().pause("kafka");
      scene
          .ballast()
          .addUntil(
              "the commit log goes on to other segments",
              PATIENCE,
              () -> scene.commitLog().newestSegment() >= segment + ROTATIONS);
      scene.processes().kill("agent");
    }
  },
  KAFKA_KILLED(5) {
    @Override
    void inject(Scene scene) throws Exception {
      scene.processes().kill("kafka");
    }
  },
  CASSANDRA_KILLED(5) {
    @Override
    void inject(Scene scene) throws Exception {
      scene.processes().kill("cassandra");
    }
  },
  /** The agent reads nothing until Cassandra refuses writes to the captured table. */
  CDC_SPACE_EXHAUSTED(2) {
    @Override
    void inject(Scene scene) throws Exception {
      int refused = scene.writer().refused();
      scene.processes().pause("agent");
      scene
          .ballast()
          .addUntil(
              "Cassandra refuses the writer's writes",
              PATIENCE,
              () -> scene.writer().refused() > refused);
    }
  },
  TASKMANAGER_KILLED(10) {
    @Override
    void inject(Scene scene) throws Exception {
      scene.processes().kill("taskmanager");
    }
  },
  JOBMANAGER_KILLED(3) {
    @Override
    void inject(Scene scene) throws Exception {
      scene.processes().kill("jobmanager");
    }
  };

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ROTATIONS = 3;
  private final int wholeRuns;

  Fault(int wholeRuns) {
    this.wholeRuns = wholeRuns;
  }

  /** How often the whole set repeats it. */
  int wholeRuns() {
    return wholeRuns;
  }

  abstract void inject(Scene scene) throws Exception;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
