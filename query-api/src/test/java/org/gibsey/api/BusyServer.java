package org.gibsey.api;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.gibsey.api.access.Access;
import org.gibsey.api.http.Json;
import org.gibsey.api.server.Route;

/** A server that can do one request at a time and has one under way, until it is closed. */
final class BusyServer implements AutoCloseable {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final BareServer server =
      BareServer.start(
          Route.get(
              "/v1/wait",
              Access.READER,
              ctx -> {
                entered.countDown();
                leave.await();
                Json.respond(ctx, "done");
              }));
  private final CompletableFuture<HttpResponse<String>> first;

  BusyServer() throws InterruptedException {
    first =
        server.http.sendAsync(server.request("/v1/wait").GET().build(), BodyHandlers.ofString());
    entered.await();
  }

  HttpResponse<String> another() throws Exception {
    return server.get("/v1/wait");
  }

  /** The answer to another request, once the server has been told to stop. */
  HttpResponse<String> anotherWhileStopping() throws Exception {
    Thread stopping = server.stopping();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    HttpResponse<String> response = another();
    while (!response.body().contains("stopping") && System.nanoTime() < deadline) {
      response = another();
    }
    leave.countDown();
    stopping.join();
    return response;
  }

  @Override
  public void close() {
    leave.countDown();
    first.join();
    server.close();
  }
}
