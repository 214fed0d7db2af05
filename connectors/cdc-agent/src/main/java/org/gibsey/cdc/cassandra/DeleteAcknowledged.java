package org.gibsey.cdc.cassandra;

import io.debezium.connector.cassandra.AbstractProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes archived segments once Kafka holds everything that was read from them.
 *
 * <p>Debezium's post-processor deletes an archived segment whatever Kafka says, and with Kafka away
 * that loses rows at the next crash.
 */
final class DeleteAcknowledged extends AbstractProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteAcknowledged.class);

  private final Path archive;
  private final SegmentLedger ledger;

  /**
   * Creates the processor.
   *
   * @param archive folder of segments read to their end
   * @param ledger what Kafka has not acknowledged yet
   * @param every how long to wait between two looks at the folder
   */
  DeleteAcknowledged(Path archive, SegmentLedger ledger, Duration every) {
    super("Delete acknowledged segments", every);
    this.archive = archive;
    this.ledger = ledger;
  }

  /**
   * Deletes what was settled since the last look, so that the next start need not read it again.
   */
  @Override
  public void destroy() throws IOException {
    process();
  }

  @Override
  public void process() throws IOException {
    for (SegmentFile segment : SegmentFile.list(archive)) {
      if (ledger.settled(segment.id())) {
        // The log first: an index alone is recognised as a leftover, a log alone is not.
        if (Files.deleteIfExists(segment.log())) {
          LOG.debug("Deleted segment {}", segment.name());
        }
        Files.deleteIfExists(segment.index());
      }
    }
  }
}
