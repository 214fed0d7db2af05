package org.gibsey.tools.credits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gibsey.tools.ToolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CreditsCommandTest {
  private static final String ENTRY =
      "{\"entry\":%d,\"kind\":\"grant\",\"amount\":5,\"balance_after\":%d,\"operation\":\"o\","
          + "\"detail\":\"For %d\",\"made_at\":\"2026-01-02T03:04:05Z\"}";

  @TempDir private Path folder;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("admin.key"), "the-key\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body));
    String uri = exchange.getRequestURI().toString();
    if (uri.contains("nobody")) {
      send(exchange, 404, "{\"detail\":\"There is none.\"}");
    } else if (uri.endsWith("/grants")) {
      send(exchange, 201, "{\"account\":{\"balance\":1250,\"reserved\":0}}");
    } else if (uri.endsWith(".csv")) {
      send(exchange, 200, "owner,entry\r\nada,1\r\n");
    } else if (uri.contains("cursor=e2")) {
      send(exchange, 200, ledger(ENTRY.formatted(1, 5, 1), "null"));
    } else {
      send(exchange, 200, ledger(ENTRY.formatted(2, 10, 2), "\"e2\""));
    }
  }

  private static String ledger(String entries, String cursor) {
    return "{\"balance\":10,\"entries\":[" + entries + "],\"cursor\":" + cursor + "}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void showsWhatSomebodyCanSpend() {
    assertThat(run("show", "jwt:ada/b c")).isZero();
    assertThat(out.toString()).isEqualTo("10" + System.lineSeparator());
    assertThat(requests)
        .containsExactly("GET /v1/accounts/jwt%3Aada%2Fb%20c/ledger?limit=1 Bearer the-key ");
  }

  @Test
  void showsALedgerToItsEnd() {
    assertThat(run("ledger", "ada", "--last", "0")).isZero();
    assertThat(out.toString().lines().toList().subList(1, 3))
        .satisfiesExactly(
            line -> assertThat(line).contains(" 2 ", "grant", "10", "For 2"),
            line -> assertThat(line).contains(" 1 ", "grant", "5", "For 1"));
    assertThat(run("ledger", "ada", "--last", "1")).isZero();
    assertThat(requests).hasSize(3);
  }

  @Test
  void givesCredits() {
    assertThat(run("grant", "ada", "250", "For hosting")).isZero();
    assertThat(out.toString()).contains("ada has 1250 credits now.");
    assertThat(requests.getFirst())
        .contains("\"credits\":250", "\"reason\":\"For hosting\"", "/v1/accounts/ada/grants");
  }

  @Test
  void saysHowToTryAgainWithoutGivingTwice() {
    assertThat(run("grant", "nobody", "250", "For hosting", "--once", "k-1")).isEqualTo(1);
    assertThat(err.toString()).contains("404: There is none.", "--once k-1");
  }

  @Test
  void writesTheFile() throws IOException {
    Path file = folder.resolve("ledger.csv");
    assertThat(run("export", "--to", file.toString())).isZero();
    assertThat(Files.readString(file)).isEqualTo("owner,entry\r\nada,1\r\n");
  }

  private int run(String... args) {
    String[] all = new String[args.length + 4];
    all[0] = "--api";
    all[1] = "http://127.0.0.1:" + server.getAddress().getPort();
    all[2] = "--key-file";
    all[3] = folder.resolve("admin.key").toString();
    System.arraycopy(args, 0, all, 4, args.length);
    return new CommandLine(new CreditsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              assertThat(failure).isInstanceOf(ToolException.class);
              command.getErr().println(failure.getMessage());
              return 1;
            })
        .execute(all);
  }
}
