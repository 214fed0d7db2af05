package org.gibsey.api.receipts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The stores that may hold what was deleted. Safe for use by many threads; every method may take
 * seconds, and throws {@link Exception} when its store does not answer.
 */
public interface ErasureSources {
  /** How a table forgets. */
  TableFacts table(TableName table) throws Exception;

  /** Whether a read by a majority of the replicas finds a row in a partition. */
  boolean hasRows(CollectionDefinition collection, String partition) throws Exception;

  /** How a topic forgets. */
  TopicFacts topic(String topic) throws Exception;

  /** The offset behind the newest message of each partition of a topic. */
  Map<Integer, Long> ends(String topic) throws Exception;

  /** Whether a checkpoint of the indexing job holds all messages before these offsets. */
  boolean isCheckpointed(String topic, Map<Integer, Long> ends) throws Exception;

  /**
   * Dead letters since then that mention a text.
   *
   * @return how many, or null when there are too many to look at
   */
  @Nullable Integer deadLetters(String text, Instant since) throws Exception;

  /**
   * A table.
   *
   * @param tombstones how long a mark of a deletion stays, at least
   * @param timeToLive how long rows stay; zero for ever
   */
  record TableFacts(Duration tombstones, Duration timeToLive) {}

  /**
   * A topic.
   *
   * @param policy {@code cleanup.policy}
   * @param retention how long messages stay; null for ever
   * @param segment how long a segment is written to, all of whose messages go together
   */
  record TopicFacts(String policy, @Nullable Duration retention, Duration segment) {}
}
