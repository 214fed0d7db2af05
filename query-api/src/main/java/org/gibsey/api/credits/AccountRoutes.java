package org.gibsey.api.credits;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.server.Route;
import org.jspecify.annotations.Nullable;

/** What whoever runs the club may see of others' accounts, and give to them. */
final class AccountRoutes {
  private static final int MAX_BYTES = 4 * 1024;
  private static final int MAX_REASON = 200;

  private static final Pattern REASON = Pattern.compile("\\P{Cntrl}{1," + MAX_REASON + "}");

  /** As long as any caller's id: {@code jwt:} and a subject. */
  private static final Pattern OWNER = Pattern.compile("\\P{Cntrl}{1,204}");

  private final Credits credits;
  private final IdempotentRequests once;

  AccountRoutes(Credits credits, IdempotentRequests once) {
    this.credits = credits;
    this.once = once;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/accounts/{owner}/ledger", Access.ADMIN, this::ledger),
        Route.post("/v1/accounts/{owner}/grants", Access.ADMIN, this::grantOnce));
  }

  private void ledger(Context ctx) {
    String owner = ctx.pathParam("owner");
    // Looking must not open an account.
    if (!isOwner(owner) || credits.entries(owner, Long.MAX_VALUE, 1).isEmpty()) {
      throw new Problem(
          ProblemType.UNKNOWN_ACCOUNT,
          "An account is opened when its owner first looks at it, or is given something.");
    }
    Json.respond(ctx, LedgerPage.of(ctx, credits.account(owner), credits));
  }

  private void grantOnce(Context ctx) throws Exception {
    if (ctx.header(IdempotentRequests.HEADER) == null) {
      throw new Problem(
          ProblemType.BAD_REQUEST,
          "Send an Idempotency-Key, so that what is sent twice is given once.");
    }
    once.wrap(this::grant, MAX_BYTES).handle(ctx);
  }

  private void grant(Context ctx) {
    String owner = ctx.pathParam("owner");
    if (!isOwner(owner)) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The address names an owner: that of a key, or jwt: and the subject of a token.");
    }
    GrantBody grant = RequestBody.read(ctx, GrantBody.class, MAX_BYTES);
    long amount = grant.amount();
    String reason = grant.checkedReason();
    String key = Objects.requireNonNull(ctx.header(IdempotentRequests.HEADER));
    String operation = OperationId.of("grant", Caller.of(ctx).id(), key);
    Entry entry = credits.grant(owner, operation, amount, reason);
    // A key is remembered for a day, what was given under it for ever.
    if (entry.amount() != amount || !entry.detail().equals(reason)) {
      throw new Problem(
          ProblemType.KEY_REUSED,
          "Something else was given under this Idempotency-Key before; send a new one.");
    }
    Account account = credits.account(owner);
    ctx.status(HttpStatus.CREATED);
    Json.respond(
        ctx, new Granted(new Funds(account.balance(), account.reserved()), EntryBody.of(entry)));
  }

  private static boolean isOwner(String text) {
    return OWNER.matcher(text).matches() && !text.isBlank();
  }

  private record GrantBody(@Nullable Long credits, @Nullable String reason) {
    long amount() {
      if (credits == null || credits < 1 || credits > CreditSettings.MOST_AT_ONCE) {
        throw new Problem(
            ProblemType.INVALID_VALUE,
            "The field 'credits' is a whole number from 1 to %d."
                .formatted(CreditSettings.MOST_AT_ONCE));
      }
      return credits;
    }

    String checkedReason() {
      String text = reason == null ? "" : reason.strip();
      if (!REASON.matcher(text).matches()) {
        throw new Problem(
            ProblemType.INVALID_VALUE,
            "The field 'reason' has 1 to %d characters on one line.".formatted(MAX_REASON));
      }
      return text;
    }
  }

  private record Granted(Funds account, EntryBody entry) {}
}
