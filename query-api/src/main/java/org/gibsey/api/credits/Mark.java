package org.gibsey.api.credits;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds of an operation that was carried out.
 *
 * @param amount credits that its first entry moved; null for a reservation that was barred
 * @param made number of its first entry, from 1
 * @param attempt who made it
 * @param taken what the settlement of a reservation took; null while it is open, and for all else
 */
record Mark(@Nullable Long amount, long made, UUID attempt, @Nullable Long taken) {}
