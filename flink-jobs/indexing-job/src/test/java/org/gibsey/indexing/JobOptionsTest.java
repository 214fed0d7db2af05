package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.gibsey.shard.PortRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

final class JobOptionsTest {
  @Test
  void hasADefaultForEverything() {
    JobOptions options = parse();

    assertThat(options.kafka).isEqualTo("127.0.0.1:9092");
    assertThat(options.cassandra).isEqualTo("127.0.0.1:9042");
    assertThat(options.group).isEqualTo("memory-indexing");
    assertThat(options.start).isEqualTo(JobOptions.Start.EARLIEST);
    assertThat(options.ports()).isEqualTo(new PortRange(9100, 9119));
    assertThat(options.tombstoneTtl).isEqualTo(Duration.ofDays(10));
    assertThat(options.collectionsFile).isNull();
    assertThat(options.collections().named("pages")).isPresent();
  }

  @Test
  void readsEveryOption() {
    JobOptions options =
        parse(
            "--kafka=k1:1,[::1]:2",
            "--cassandra=c:3",
            "--cassandra-datacenter=dc",
            "--shard-host=10.0.0.1",
            "--shard-ports=20000-20001",
            "--shard-endpoints=e",
            "--refresh-interval=PT1S",
            "--group=g",
            "--topic-prefix=p",
            "--dead-letters=d",
            "--start=committed",
            "--checkpoint-interval=PT2S",
            "--tombstone-ttl=P3D");

    assertThat(options.kafka).isEqualTo("k1:1,[::1]:2");
    assertThat(options.start).isEqualTo(JobOptions.Start.COMMITTED);
    assertThat(options.tombstoneTtl).isEqualTo(Duration.ofDays(3));
    assertThat(options.refreshInterval).isEqualTo(Duration.ofSeconds(1));
    assertThat(IndexingJob.configuration(options).get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(IndexingJob.configuration(options).get(PipelineOptions.GENERIC_TYPES)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kafka=localhost|'localhost' is not host:port",
        "--kafka=a:1,b:70000|'a:1,b:70000' is not host:port",
        "--cassandra=:9042|':9042' is not host:port",
        "--shard-ports=9119-9100|--shard-ports",
        "--checkpoint-interval=PT0S|'PT0S' is not PT0.1S to PT1H",
        "--refresh-interval=PT11S|'PT11S' is not PT0.001S to PT10S",
        "--tombstone-ttl=PT59M|'PT59M' is not PT1H to P365D",
        "--tombstone-ttl=P366D|'PT8784H' is not PT1H to P365D",
        "--checkpoint-interval=5s|--checkpoint-interval",
        "--topic-prefix=a/b|--topic-prefix",
        "--start=latest|--start",
        "--collections=/absent.yaml|/absent.yaml",
        "--no-such-option|--no-such-option",
      })
  void refusesWhatItCannotUseAndNamesOptionAndValue(String argument, String message) {
    assertThatThrownBy(() -> parse(argument))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(message);
  }

  private static JobOptions parse(String... arguments) {
    JobOptions options = new JobOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    options.validate();
    options.collections();
    return options;
  }
}
