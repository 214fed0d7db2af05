package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gibsey.api.credits.CreditOptions;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.credits.Entry;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole ledger as one file over HTTP. */
final class LedgerCsvRouteTest {
  private static final String CSV = "/v1/ledger.csv";
  private static final String SECRET = "a-secret-of-more-than-32-characters!";

  @TempDir private Path folder;

  @Test
  void namesEverybodyToAdmins() throws Exception {
    FakePages pages = withEntries(settings("admins"));
    try (TestApi api = start(pages)) {
      HttpResponse<String> csv = send(api, TestApi.ADMIN);
      assertThat(csv.statusCode()).isEqualTo(200);
      assertThat(csv.headers().firstValue("Content-Type"))
          .hasValue("text/csv; charset=utf-8; header=present");
      assertThat(csv.headers().firstValue("Content-Disposition"))
          .hasValue("attachment; filename=\"ledger.csv\"");
      List<String> lines = csv.body().lines().toList();
      assertThat(lines).hasSize(6);
      assertThat(lines.get(2)).startsWith("ada,4,settle,18,1038,chat-7/1,done,");
      assertThat(lines.get(4))
          .startsWith("ada,2,grant,50,1050,op-1,\"'=HYPERLINK(\"\"http://x\"\",\"\"Ada\"\")\",");
      assertThat(lines.get(1)).startsWith("\"'=bob\",1,opening,1000,1000,,,");
    }
  }

  @Test
  void tellsReadersAndThePublicNothingOfOwners() throws Exception {
    for (String audience : List.of("readers", "public")) {
      FakePages pages = withEntries(settings(audience));
      try (TestApi api = start(pages)) {
        HttpResponse<String> csv =
            audience.equals("public")
                ? api.send(api.anonymous(CSV).GET())
                : send(api, TestApi.READER);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body().lines()).hasSize(6);
        assertThat(csv.body())
            .doesNotContain("ada", "Ada", "bob", "chat-7", "op-1", "HYPERLINK", SECRET)
            .contains(",settle,18,", ",opening,1000,");
        // The same secret makes the same pseudonyms in another process.
        try (TestApi other = start(withEntries(settings(audience)))) {
          assertThat(send(other, TestApi.ADMIN).body()).isEqualTo(csv.body());
        }
      }
    }
  }

  @Test
  void isOpenToThoseItIsForAlone() throws Exception {
    try (TestApi api = start(withEntries(settings("readers")))) {
      assertProblem(api.send(api.anonymous(CSV).GET()), 401, "unauthorized");
    }
    try (TestApi api = start(withEntries(settings("public")))) {
      assertProblem(api.send(api.anonymous(CSV + "/").GET()), 401, "unauthorized");
      assertProblem(api.send(api.anonymous("/v1/me").GET()), 401, "unauthorized");
    }
  }

  @Test
  void sendsOnlyTheHeadersWhenAskedForThem() throws Exception {
    FakePages pages = withEntries(settings("admins"));
    try (TestApi api = start(pages)) {
      pages.credits.goAway();
      HttpResponse<String> head =
          api.send(
              api.anonymous(CSV)
                  .header("Authorization", "Bearer " + TestApi.ADMIN)
                  .method("HEAD", HttpRequest.BodyPublishers.noBody()));
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    }
  }

  @Test
  void breaksOffVisiblyWhenTheLedgerGoesAwayInTheMiddle() throws Exception {
    FakePages pages = new FakePages();
    AtomicInteger parts = new AtomicInteger();
    pages.credits =
        new FakeCredits(settings("admins"), Clock.systemUTC()) {
          @Override
          public synchronized List<Entry> entries(String ownerId, long before, int limit) {
            if (parts.incrementAndGet() > 3) {
              throw new Problem(ProblemType.STORE_UNAVAILABLE, "Try again.");
            }
            return super.entries(ownerId, before, limit);
          }
        };
    for (int i = 0; i < 3_000; i++) {
      pages.credits.grant("ada", "op-" + i, 1, "For a reason that takes some room in the file");
    }
    try (TestApi api = start(pages)) {
      assertThatThrownBy(() -> send(api, TestApi.ADMIN)).isInstanceOf(IOException.class);
      parts.set(Integer.MIN_VALUE);
      assertThat(send(api, TestApi.ADMIN).body().lines()).hasSize(3_002);
    }
  }

  @Test
  void needsASecretForPseudonyms() throws Exception {
    assertThatThrownBy(() -> options("--ledger-csv=public").settings())
        .hasMessageContaining("--ledger-secret-file")
        .hasMessageContaining("GIBSEY_LEDGER_SECRET");
    Path weak = Files.writeString(folder.resolve("weak"), "weak\n");
    assertThatThrownBy(
            () -> options("--ledger-csv=readers", "--ledger-secret-file=" + weak).settings())
        .hasMessageContaining("allowed are 32 to 4096")
        .hasMessageNotContaining("weak\n");
    assertThat(settings("public").toString()).contains("***").doesNotContain(SECRET);
  }

  private static FakePages withEntries(CreditSettings settings) {
    FakePages pages = new FakePages();
    pages.credits = new FakeCredits(settings, Clock.systemUTC());
    pages.credits.grant("ada", "op-1", 50, "=HYPERLINK(\"http://x\",\"Ada\")");
    pages.credits.reserve("ada", "chat-7/1", 30, "For Ada");
    pages.credits.settle("ada", "chat-7/1", 12, Outcome.DONE);
    pages.credits.account("=bob");
    return pages;
  }

  private CreditSettings settings(String audience) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    return options("--ledger-csv=" + audience, "--ledger-secret-file=" + secret).settings();
  }

  private static CreditOptions options(String... args) {
    CreditOptions options = new CreditOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }

  private static TestApi start(FakePages pages) throws IOException {
    return TestApi.start(new FakeShards(), pages, new FakeEmbedder());
  }

  private static HttpResponse<String> send(TestApi api, String key) throws Exception {
    return api.send(api.anonymous(CSV).header("Authorization", "Bearer " + key).GET());
  }
}
