package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.cdc.RunningAgent.idle;
import static org.gibsey.cdc.RunningAgent.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartTest {
  @TempDir private Path temp = Path.of("");

  private RunningAgent start(Map<String, String> environment) throws IOException {
    return new RunningAgent(temp.resolve("state"), environment);
  }

  @Test
  void runsItsConnectorsAgainAfterARestart() throws Exception {
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      agent.post("/connectors", idle("a"));
      agent.post("/connectors", idle("b"));
      agent.delete("/connectors/b");
    }
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      assertThat(json(agent.get("/connectors")).toString()).isEqualTo("[\"a\"]");
      agent.await("a", "RUNNING");
      assertThat(json(agent.get("/connectors/a/config")).path("place").asText())
          .isEqualTo("${env:PLACE}");
    }
  }

  @Test
  void keepsAPausedConnectorPaused() throws Exception {
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      agent.post("/connectors", idle("a"));
      agent.await("a", "RUNNING");
      agent.put("/connectors/a/pause", "");
    }
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      agent.await("a", "PAUSED");
    }
  }

  @Test
  void failsVisiblyWhenAVariableIsNoLongerSet() throws Exception {
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      agent.post("/connectors", idle("a"));
    }
    try (RunningAgent agent = start(Map.of())) {
      assertThat(agent.await("a", "FAILED").at("/tasks/0/trace").asText())
          .contains("environment variable PLACE is not set");
    }
  }

  @Test
  void onlyTheOwnerMayReadWhatIsStored() throws Exception {
    try (RunningAgent agent = start(Map.of("PLACE", "here"))) {
      agent.post("/connectors", idle("../odd name"));
    }
    Path stored = temp.resolve("state/%2E%2E%2Fodd%20name/connector.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("state"))))
        .isEqualTo("rwx------");
  }

  @Test
  void refusesAStateFolderThatAnotherAgentUses() throws Exception {
    try (RunningAgent agent = start(Map.of())) {
      assertThat(agent.get("/livez").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> start(Map.of())).hasMessageContaining("state");
    }
  }
}
