package org.gibsey.api.credits;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.server.Route;

/** All routes about credits. */
public final class CreditRoutes {
  private final MeRoutes me;
  private final AccountRoutes accounts;
  private final LedgerCsvRoute csv;

  /**
   * Routes over a ledger.
   *
   * @param once makes gifts that are sent twice come once
   */
  public CreditRoutes(Credits credits, CreditSettings settings, IdempotentRequests once) {
    this.me = new MeRoutes(credits, settings);
    this.accounts = new AccountRoutes(credits, once);
    this.csv = new LedgerCsvRoute(credits, settings.export());
  }

  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(me.routes());
    routes.addAll(accounts.routes());
    routes.add(csv.route());
    return routes;
  }
}
