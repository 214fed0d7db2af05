package org.gibsey.api.credits;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import org.gibsey.api.access.Access;
import org.gibsey.api.admission.Drain;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.server.BrokenResponse;
import org.gibsey.api.server.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody's ledger as one file. */
final class LedgerCsvRoute {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerCsvRoute.class);
  private static final String CONTENT_TYPE = "text/csv";
  private static final String DISPOSITION = "Content-Disposition";

  /** Each reads all of the ledger, on whose tables everybody's credits depend. */
  private static final int AT_ONCE = 2;

  private final LedgerCsv csv;
  private final Access access;
  private final Semaphore exports = new Semaphore(AT_ONCE);

  LedgerCsvRoute(Credits credits, ExportSettings settings) {
    this.csv = LedgerCsv.of(credits, settings);
    this.access =
        switch (settings.audience()) {
          case ADMINS -> Access.ADMIN;
          case READERS -> Access.READER;
          case PUBLIC -> Access.OPEN;
        };
  }

  Route route() {
    return Route.get("/v1/ledger.csv", access, this::export).producing(CONTENT_TYPE);
  }

  private void export(Context ctx) throws IOException {
    ctx.contentType(CONTENT_TYPE + "; charset=utf-8; header=present");
    ctx.header(DISPOSITION, "attachment; filename=\"ledger.csv\"");
    if (ctx.method().equals(HandlerType.HEAD)) {
      return;
    }
    if (!exports.tryAcquire()) {
      throw new Problem(
          ProblemType.OVERLOADED, "The ledger is being sent to others; try again in a minute.");
    }
    try {
      Drain drain = Drain.of(ctx);
      csv.write(
          ctx.res().getOutputStream(),
          () -> {
            if (drain.isOver()) {
              throw Drain.stopping();
            }
          });
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Somebody left before all of the ledger was sent", e);
    } catch (RuntimeException e) {
      end(ctx, e);
    } finally {
      exports.release();
    }
  }

  /** Says that it failed, or leaves the file visibly incomplete when a part of it is sent. */
  private static void end(Context ctx, RuntimeException failure) {
    if (ctx.res().isCommitted()) {
      LOG.warn("The ledger could not be sent to its end", failure);
      BrokenResponse.end(ctx, failure);
    } else {
      ctx.res().resetBuffer();
      ctx.res().setHeader(DISPOSITION, null);
      throw failure;
    }
  }
}
