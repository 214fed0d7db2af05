package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class QueryApiTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port=65536 | --port is 65536, allowed are 0 to 65535",
        "--port=x | 'x' is not an int",
        "--cassandra=nowhere | --cassandra holds 'nowhere'",
        "--cassandra=a:1,b:0 | --cassandra holds 'b:0'",
        "--kafka=:9092 | --kafka holds ':9092'",
        "--query-deadline=2 | '2' is not a duration",
        "--query-deadline=10ms | --query-deadline is 10 ms, allowed are 50 to 60000 ms",
        "--max-concurrent-embeddings=0 | allowed are 1 to 1000",
        "--max-streams=0 | --max-streams is 0",
        "--embedding-workers=65 | --embedding-workers is 65",
        "--collections=/does/not/exist.yaml | exist.yaml",
        "--unknown | --unknown",
      })
  void saysWhichOptionIsWrong(String option, String message) throws Exception {
    Files.writeString(folder.resolve("reader.key"), "0123456789abcdef");
    assertThat(run("--keys=" + folder, option)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ");
  }

  @Test
  void refusesToStartWithoutKeys() {
    assertThat(run("--keys=" + folder)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("reader.key");
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--host", "--port", "--keys", "--query-deadline", "127.0.0.1", "/readyz");
  }

  private int run(String... args) {
    return new CommandLine(new QueryApi())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
