package org.gibsey.verification.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.gibsey.verification.CassandraAlone;
import org.gibsey.verification.ledger.LedgerRun.Findings;
import org.gibsey.verification.ledger.LedgerRun.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole of {@link LedgerIT}, on a Cassandra of its own that is killed as well. */
@Tag("ledger")
final class LedgerFaultsIT {
  private static final Path OUTPUT = Path.of(System.getProperty("output"));
  private static final Duration RECONNECTION = Duration.ofMillis(500);

  @Test
  void ledgersAreRightAtEveryMomentWhileCassandraIsKilled() throws Exception {
    long seed = Long.getLong("gibsey.seed", new Random().nextInt(Integer.MAX_VALUE));
    System.out.println("gibsey.seed=" + seed);
    Size whole =
        new Size(
            Integer.getInteger("gibsey.calls", 20_000),
            4,
            600,
            Integer.getInteger("gibsey.kills", 5));
    try (CassandraAlone cassandra = CassandraAlone.start();
        CqlSession session = session(cassandra.port())) {
      Findings found =
          new LedgerRun(
                  cassandra.port(),
                  session,
                  cassandra,
                  whole,
                  seed,
                  OUTPUT.resolve("ledger-faults"))
              .run();
      System.out.println(found.report());
      Files.writeString(OUTPUT.resolve("ledger-faults.txt"), found.report());
      assertThat(found.broken()).isEmpty();
    }
  }

  private static CqlSession session(int port) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, RECONNECTION)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, RECONNECTION)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .build())
        .build();
  }
}
