package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.gibsey.benchmarks.ApiClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was searchable before a process died is searchable after {@code deploy/up}. */
@ExtendWith(Stack.Provider.class)
final class RecoveryIT {
  private static final String QUESTION = "How long does one pan of sea water last?";
  private final Stack stack;

  RecoveryIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void searchComesBackAfterTheTaskManagerWasKilled() throws Exception {
    killAndBringBack("taskmanager");
  }

  @Test
  void searchComesBackAfterTheJobManagerWasKilled() throws Exception {
    killAndBringBack("jobmanager");
  }

  private void killAndBringBack(String name) throws Exception {
    ApiClient api = stack.reader();
    long rows = stack.status().path("search").path("rows").asLong();
    kill(name);
    stack.script().run(Duration.ofMinutes(4), "up", "--no-build").mustSucceed();
    Eventually.holds(
        "search answers after " + name + " was killed",
        Stack.PATIENCE,
        () -> {
          JsonNode search = stack.status().path("search");
          return search.path("rows").asLong() == rows;
        });
    assertThat(api.search(QUESTION, "hybrid", 5)).hasSize(5);
  }

  private void kill(String name) throws Exception {
    for (JsonNode process : stack.status().path("processes")) {
      if (process.path("name").asText().equals(name)) {
        ProcessHandle handle = ProcessHandle.of(process.path("pid").asLong()).orElseThrow();
        assertThat(handle.destroyForcibly()).isTrue();
        handle.onExit().join();
        return;
      }
    }
    throw new AssertionError("no process named " + name);
  }
}
