package org.gibsey.api.credits;

import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * A part of an owner's ledger, newest first. A cursor names the entry that the next part begins
 * behind, so that entries which are made meanwhile move nothing.
 *
 * @param balance what the owner can spend: on the first page the sum of the whole ledger that these
 *     entries are the newest of, later what it is by now
 * @param cursor where the next part begins, or null behind the oldest entry
 */
record LedgerPage(long balance, List<EntryBody> entries, @Nullable String cursor) {
  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CURSOR = Pattern.compile("e([1-9][0-9]{0,17})");

  LedgerPage {
    entries = List.copyOf(entries);
  }

  /**
   * The part that a request asks for with {@code limit} and {@code cursor}.
   *
   * @param account of the owner
   * @throws Problem when either is not usable
   */
  static LedgerPage of(Context ctx, Account account, Credits credits) {
    int limit = limit(ctx.queryParam("limit"));
    @Nullable String cursor = ctx.queryParam("cursor");
    long before = cursor == null ? Long.MAX_VALUE : before(cursor);
    // One more tells whether there is another part.
    List<Entry> found = credits.entries(account.ownerId(), before, limit + 1);
    List<Entry> shown = found.subList(0, Math.min(limit, found.size()));
    long balance =
        cursor == null && !shown.isEmpty() ? shown.getFirst().balanceAfter() : account.balance();
    return new LedgerPage(
        balance,
        shown.stream().map(EntryBody::of).toList(),
        found.size() > limit ? "e" + shown.getLast().entry() : null);
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw new Problem(
          ProblemType.INVALID_VALUE, "'limit' is a whole number from 1 to %d.".formatted(MOST));
    }
    return limit;
  }

  private static long before(String cursor) {
    Matcher matcher = CURSOR.matcher(cursor);
    if (!matcher.matches()) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "Send 'cursor' exactly as an answer gave it, or leave it out to begin with the newest.");
    }
    return Long.parseLong(matcher.group(1));
  }
}
