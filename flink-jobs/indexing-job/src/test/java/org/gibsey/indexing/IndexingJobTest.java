package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.contrib.streaming.state.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.index.StateCompaction;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class IndexingJobTest {
  /** State of an earlier version of the job is found by these. */
  @Test
  void keepsTheUidsOfItsOperators() {
    assertThat(productionGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .contains(
            "changes",
            "decode-change",
            "materialize-row-2",
            "chunk-text",
            "embed-passages",
            "split-outcome",
            "index-passages",
            "passage-inserts-pages",
            "insert-passages-pages",
            "surplus-deletes-pages",
            "delete-surplus-pages")
        .doesNotContainNull();
  }

  @Test
  void buildsWithoutKryoAndWithoutGeneratedUids() {
    Configuration configuration = IndexingJob.configuration(options());

    assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
    assertThat(productionGraph().getJobGraph().getMaximumParallelism()).isPositive();
  }

  @Test
  void saysItselfHowItsStateIsCompacted() {
    Configuration configuration = IndexingJob.configuration(options());

    assertThat(configuration.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(configuration.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
    assertThat(configuration.get(RocksDBOptions.OPTIONS_FACTORY))
        .isEqualTo(StateCompaction.class.getName());
  }

  private static StreamGraph productionGraph() {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(IndexingJob.configuration(options()));
    IndexingJob.define(env, options(), Collections.load(null));
    return env.getStreamGraph();
  }

  private static JobOptions options() {
    JobOptions options = new JobOptions();
    new CommandLine(options).parseArgs();
    return options;
  }
}
