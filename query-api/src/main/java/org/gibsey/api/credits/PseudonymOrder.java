package org.gibsey.api.credits;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owners by their pseudonyms. The order in which Cassandra tells of them is that of their ids'
 * hashes, which anyone can compute: it would show who is who.
 *
 * <p>Reads the list of owners as often as it takes to sort it a part at a time.
 */
final class PseudonymOrder implements OwnerOrder {
  static final String KIND = "owner";

  /** About as many are held; their ids and pseudonyms take about 3 MB. */
  private static final int AT_ONCE = 10_000;

  /** Hexadecimal digits of a pseudonym that say to which part it belongs. */
  private static final int DIGITS = 8;

  private final Credits credits;
  private final LedgerSecret secret;
  private final int atOnce;

  PseudonymOrder(Credits credits, LedgerSecret secret) {
    this(credits, secret, AT_ONCE);
  }

  PseudonymOrder(Credits credits, LedgerSecret secret, int atOnce) {
    this.credits = credits;
    this.secret = secret;
    this.atOnce = atOnce;
  }

  @Override
  public void forEach(Each each) {
    AtomicLong owners = new AtomicLong();
    credits.owners(owner -> owners.incrementAndGet());
    long parts = owners.get() / atOnce + 1;
    for (long part = 0; part < parts; part++) {
      of(part, parts).forEach((name, owner) -> each.owner(owner, name));
    }
  }

  private SortedMap<String, String> of(long part, long parts) {
    SortedMap<String, String> found = new TreeMap<>();
    credits.owners(
        owner -> {
          String name = secret.pseudonym(KIND, owner);
          if (part(name, parts) == part) {
            found.put(name, owner);
          }
        });
    return found;
  }

  /** From 0; a later pseudonym is in the same part or in a later one. */
  private static long part(String pseudonym, long parts) {
    return Long.parseLong(pseudonym.substring(0, DIGITS), 16) * parts >>> (4 * DIGITS);
  }
}
