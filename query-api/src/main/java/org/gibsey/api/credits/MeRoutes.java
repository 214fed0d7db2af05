package org.gibsey.api.credits;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.server.Route;

/** What callers are told of themselves: who they are, what they have, and what things cost. */
final class MeRoutes {
  private final Credits credits;
  private final CreditSettings settings;

  MeRoutes(Credits credits, CreditSettings settings) {
    this.credits = credits;
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/me", Access.READER, this::me),
        Route.get("/v1/me/ledger", Access.READER, this::ledger));
  }

  private void me(Context ctx) {
    Caller caller = Caller.of(ctx);
    Account account = credits.account(caller.id());
    Json.respond(
        ctx,
        new Me(
            caller.id(),
            caller.role().name().toLowerCase(Locale.ROOT),
            new Funds(account.balance(), account.reserved()),
            new Earnings(earned(settings.asking()), earned(settings.saving())),
            settings.prices().entries().stream().map(MeRoutes::price).toList(),
            settings.openingGrant()));
  }

  private void ledger(Context ctx) {
    Account account = credits.account(Caller.of(ctx).id());
    Json.respond(ctx, LedgerPage.of(ctx, account, credits));
  }

  private static Earned earned(EarningRule rule) {
    return new Earned(rule.credits(), rule.mostADay());
  }

  private static Price price(ModelPrice price) {
    return new Price(
        price.model(), price.prompt(), price.completion(), price.least(), ModelPrice.PER_TOKENS);
  }

  private record Me(
      String id,
      String role,
      Funds account,
      Earnings earning,
      List<Price> prices,
      long openingGrant) {}

  private record Earnings(Earned asking, Earned saving) {}

  private record Earned(long credits, @JsonProperty("most_a_day") int mostADay) {}

  private record Price(
      String model, BigDecimal prompt, BigDecimal completion, long least, int perTokens) {}
}
