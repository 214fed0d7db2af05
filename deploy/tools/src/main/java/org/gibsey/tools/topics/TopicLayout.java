package org.gibsey.tools.topics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the stack and how each keeps its messages. */
public final class TopicLayout {

  /** Changes of {@code gibsey.pages}, one message per changed row. */
  public static final String PAGES = "gibsey.gibsey.pages";

  /** Changes that could not be indexed, with the reason. */
  public static final String DEAD_LETTERS = "memory.dead-letters";

  /** Which shard of the index answers where. */
  public static final String SHARD_ENDPOINTS = "memory.shard-endpoints";

  /** The indexing job's consumer group. */
  public static final String INDEXING_GROUP = "memory-indexing";

  private static final String FOR_EVER = "-1";

  /** The largest message that a topic takes. */
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  private TopicLayout() {}

  static List<NewTopic> all() {
    return List.of(
        // Events are partial rows: compaction would keep the last change of a row and lose its
        // text.
        topic(PAGES, 4, TopicConfig.CLEANUP_POLICY_DELETE),
        topic(DEAD_LETTERS, 1, TopicConfig.CLEANUP_POLICY_DELETE),
        // One partition: the offset of an announcement orders the owners of a shard.
        topic(SHARD_ENDPOINTS, 1, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  private static NewTopic topic(String name, int partitions, String cleanup) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, cleanup,
                TopicConfig.RETENTION_MS_CONFIG, FOR_EVER,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_MESSAGE_BYTES)));
  }
}
