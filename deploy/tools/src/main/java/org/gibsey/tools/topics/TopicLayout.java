package org.gibsey.tools.topics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the stack and how each keeps its messages. */
public final class TopicLayout {

  /** Changes of {@code gibsey.pages}, one message per changed row. */
  public static final String PAGES = "gibsey.gibsey.pages";

  /** Changes of {@code gibsey.turns}, what readers and characters say to each other. */
  public static final String TURNS = "gibsey.gibsey.turns";

  /** Changes that could not be indexed, with the reason. */
  public static final String DEAD_LETTERS = "memory.dead-letters";

  /** Which shard of the index answers where. */
  public static final String SHARD_ENDPOINTS = "memory.shard-endpoints";

  /** The indexing job's consumer group. */
  public static final String INDEXING_GROUP = "memory-indexing";

  private static final String FOR_EVER = "-1";

  /**
   * How long what was said stays in its topic, deleted or not; the table has it, and is read again
   * for an index that is built anew.
   */
  static final Duration TURNS_KEPT = Duration.ofDays(7);

  /** A segment is removed as a whole, so that its oldest event may stay so much longer. */
  static final Duration TURNS_SEGMENT = Duration.ofDays(1);

  /** The largest message that a topic takes. */
  static final int MAX_MESSAGE_BYTES = 32 << 20;

  private TopicLayout() {}

  static List<NewTopic> all() {
    return List.of(
        // Events are partial rows: compaction would keep the last change of a row and lose its
        // text.
        topic(PAGES, 4, TopicConfig.CLEANUP_POLICY_DELETE),
        new NewTopic(TURNS, Optional.of(4), Optional.empty())
            .configs(
                Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG, String.valueOf(TURNS_KEPT.toMillis()),
                    TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(TURNS_SEGMENT.toMillis()),
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_MESSAGE_BYTES))),
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
