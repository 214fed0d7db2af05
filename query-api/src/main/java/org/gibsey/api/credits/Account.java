package org.gibsey.api.credits;

/**
 * What an owner has.
 *
 * @param ownerId see {@link org.gibsey.api.access.Caller#id}
 * @param balance credits that can be spent, the sum of all entries of the ledger, from 0
 * @param reserved credits that are set aside for what is going on, from 0, not part of the balance
 * @param entries number of the ledger's newest entry, from 1
 */
public record Account(String ownerId, long balance, long reserved, long entries) {}
