package org.gibsey.api.pages;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Json;
import org.gibsey.api.http.RequestBody;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.idempotency.RequestedTime;
import org.gibsey.api.server.Route;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.token.WriteTime;
import org.gibsey.api.token.WriteToken;
import org.gibsey.collection.CollectionDefinition;

/** Writing and deleting pages. Each answer has a token, with which a search sees the write. */
public final class PageWriteRoutes {
  // JSON may spend six bytes on a UTF-16 unit, as in \u00e9.
  private static final int BYTES_PER_CHAR = 6;
  private static final int OTHER_BYTES = 64 * 1024;

  private final CollectionDefinition collection;
  private final WritePages pages;
  private final IdempotentRequests once;
  private final RequestedTime times;
  private final Saved saved;
  private final int maxBytes;

  /**
   * Routes over a store.
   *
   * @param collection the collection whose rows are pages
   * @param saved told of each page that was written
   */
  public PageWriteRoutes(
      CollectionDefinition collection,
      PageStore store,
      IdempotentRequests once,
      WriteClock clock,
      Saved saved) {
    this.collection = collection;
    this.pages = new WritePages(store);
    this.once = once;
    this.times = new RequestedTime(clock);
    this.saved = saved;
    this.maxBytes =
        (int) Math.min(Integer.MAX_VALUE / 2, (long) collection.maxChars() * BYTES_PER_CHAR)
            + OTHER_BYTES;
  }

  public List<Route> routes() {
    String path = "/v1/pages/{book}/{page}";
    return List.of(
        Route.put(path, Access.WRITER, once.wrap(this::put, maxBytes)),
        Route.delete(path, Access.WRITER, once.wrap(this::delete, OTHER_BYTES)));
  }

  private void put(Context ctx) {
    PageAddress page = address(ctx);
    PageBody body = RequestBody.read(ctx, PageBody.class, maxBytes);
    PageContent content = body.content(collection.maxChars());
    long writeTime = times.of(ctx, body.writeTime());
    boolean fresh = pages.put(page, content, writeTime);
    saved.saved(Caller.of(ctx).id(), page.bookId(), page.pageNum(), writeTime);
    ctx.status(fresh ? HttpStatus.CREATED : HttpStatus.OK);
    Json.respond(ctx, written(page, writeTime));
  }

  private void delete(Context ctx) {
    PageAddress page = address(ctx);
    long writeTime = times.of(ctx, ctx.queryParam("write_time"));
    pages.delete(page, writeTime);
    Json.respond(ctx, written(page, writeTime));
  }

  private static PageAddress address(Context ctx) {
    return new PageAddress(ctx.pathParam("book"), PageRoutes.pageNumber(ctx.pathParam("page")));
  }

  private Written written(PageAddress page, long writeTimeMicros) {
    return new Written(
        page.bookId(),
        page.pageNum(),
        WriteTime.text(writeTimeMicros),
        new WriteToken(collection.name(), page.rowKey(), writeTimeMicros).encode());
  }

  private record Written(String bookId, int pageNum, String writeTime, String token) {}
}
