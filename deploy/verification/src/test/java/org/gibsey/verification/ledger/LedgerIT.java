package org.gibsey.verification.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.gibsey.verification.Stack;
import org.gibsey.verification.ledger.LedgerRun.Findings;
import org.gibsey.verification.ledger.LedgerRun.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever processes do to the same accounts at the same time, however they die and whatever their
 * clocks say: ledgers are right at every moment. {@link LedgerFaultsIT} does more, and kills
 * Cassandra, too.
 */
@ExtendWith(Stack.Provider.class)
final class LedgerIT {
  private static final Path OUTPUT = Path.of(System.getProperty("output"));
  private static final Size SMALL = new Size(1_000, 3, 250, 0);
  private final Stack stack;

  LedgerIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void ledgersAreRightAtEveryMoment() throws Exception {
    long seed = Long.getLong("gibsey.seed", new Random().nextInt(Integer.MAX_VALUE));
    System.out.println("gibsey.seed=" + seed);
    Findings found =
        new LedgerRun(
                stack.port("GIBSEY_CASSANDRA_PORT"),
                stack.cassandra(),
                null,
                SMALL,
                seed,
                OUTPUT.resolve("ledger"))
            .run();
    System.out.println(found.report());
    Files.writeString(OUTPUT.resolve("ledger.txt"), found.report());
    assertThat(found.broken()).isEmpty();
  }
}
