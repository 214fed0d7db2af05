package org.gibsey.api.credits;

/** What an account holds, as it is sent; see {@link Account}. */
record Funds(long balance, long reserved) {}
