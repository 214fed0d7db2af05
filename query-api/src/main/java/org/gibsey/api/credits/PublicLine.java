package org.gibsey.api.credits;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.ZoneOffset;

/**
 * A line of the ledger's file for those who may not know whose it is. No text that somebody wrote,
 * no id of a question, page or chat, and no time of day, by which an owner could be told from what
 * else is known.
 *
 * @param owner pseudonym
 * @param operation pseudonym, the same for what was set aside and for what came back of it
 * @param day in UTC
 */
@JsonPropertyOrder({"owner", "entry", "kind", "amount", "balance_after", "operation", "day"})
record PublicLine(
    String owner,
    long entry,
    String kind,
    long amount,
    long balanceAfter,
    String operation,
    String day) {
  private static final String KIND = "operation";

  static PublicLine of(LedgerSecret secret, String owner, String name, Entry entry) {
    return new PublicLine(
        name,
        entry.entry(),
        EntryBody.kind(entry),
        entry.amount(),
        entry.balanceAfter(),
        // A line break is in no owner's id.
        secret.pseudonym(KIND, owner + "\n" + entry.operation()),
        entry.madeAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
  }
}
