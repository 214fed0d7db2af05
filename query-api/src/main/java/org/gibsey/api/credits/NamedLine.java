package org.gibsey.api.credits;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** A line of the ledger's file for admins. */
@JsonPropertyOrder({
  "owner",
  "entry",
  "kind",
  "amount",
  "balance_after",
  "operation",
  "detail",
  "made_at"
})
record NamedLine(
    String owner,
    long entry,
    String kind,
    long amount,
    long balanceAfter,
    String operation,
    String detail,
    String madeAt) {
  static NamedLine of(String owner, String name, Entry entry) {
    return new NamedLine(
        SafeCell.of(name),
        entry.entry(),
        EntryBody.kind(entry),
        entry.amount(),
        entry.balanceAfter(),
        SafeCell.of(entry.operation()),
        SafeCell.of(entry.detail()),
        entry.madeAt().toString());
  }
}
