package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scripts do what the README says, on the stack that the tests use. */
@ExtendWith(Stack.Provider.class)
final class OperationIT {
  private static final Duration SCRIPT = Duration.ofMinutes(3);
  private final Stack stack;

  OperationIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void upLeavesWhatRunsAlone() throws Exception {
    Map<String, Long> before = pids();
    stack.script().run(SCRIPT, "up", "--no-build").mustSucceed();
    assertThat(pids()).isEqualTo(before).hasSize(6);
  }

  @Test
  void statusSaysThatEverythingIsUpAndFresh() throws Exception {
    JsonNode status = stack.status();
    assertThat(status.path("processes"))
        .allSatisfy(process -> assertThat(process.path("up").asBoolean()).isTrue());
    assertThat(status.path("rss_mib").asLong()).isBetween(1L, 7_168L);
    assertThat(status.path("connector").path("state").asText()).isEqualTo("RUNNING");
    assertThat(status.path("job").path("state").asText()).isEqualTo("RUNNING");
    assertThat(status.path("search").path("rows").asLong()).isGreaterThanOrEqualTo(120);
  }

  @Test
  void verifyOperationChecksEveryPart() throws Exception {
    Script.Outcome outcome = stack.script().run(SCRIPT, "verify-operation.sh").mustSucceed();
    assertThat(outcome.output().lines().filter(line -> line.contains("ok")).count())
        .isGreaterThanOrEqualTo(8);
  }

  @Test
  void testCdcManuallyTimesEveryStep() throws Exception {
    Script.Outcome outcome = stack.script().run(SCRIPT, "test-cdc-manually.sh").mustSucceed();
    assertThat(outcome.output()).contains("insert").contains("update").contains("delete");
  }

  @Test
  void cqlPrintsRowsAsTableAndAsJson() throws Exception {
    String statement = "SELECT book_id, title FROM gibsey.books";
    assertThat(stack.script().run(SCRIPT, "cql", "-e", statement).mustSucceed().output())
        .contains("book_id")
        .contains("the-salt-clock");
    assertThat(stack.script().run(SCRIPT, "cql", "--json", "-e", statement).mustSucceed().output())
        .contains("\"book_id\":\"the-salt-clock\"");
    Script.Outcome wrong = stack.script().run(SCRIPT, "cql", "-e", "SELEKT 1");
    assertThat(wrong.exit()).isNotZero();
    assertThat(wrong.output()).contains("SELEKT").doesNotContain("\tat ");
  }

  @Test
  void keysAreReadableByTheirOwnerOnly() throws Exception {
    for (String key : new String[] {"admin.key", "writer.key", "reader.key", "api-keys.yaml"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(stack.state().resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void everyListenerIsOnLoopback() throws Exception {
    Map<Integer, String> listeners = Listeners.addresses(pids().values());
    assertThat(listeners)
        .isNotEmpty()
        .allSatisfy(
            (port, address) ->
                assertThat(address)
                    .as("port %s", port)
                    .isIn("127.0.0.1", "::1", "::ffff:127.0.0.1"));
  }

  private Map<String, Long> pids() throws Exception {
    Map<String, Long> pids = new TreeMap<>();
    stack
        .status()
        .path("processes")
        .forEach(process -> pids.put(process.path("name").asText(), process.path("pid").asLong()));
    return pids;
  }
}
