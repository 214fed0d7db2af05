package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scraper of the metrics reads. */
final class MetricsTest {
  /** A sample in Prometheus' text format 0.0.4. */
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_]\\w*=\"[^\"\\n]*\",?)*})? (\\S+)");

  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt."));
    api = TestApi.start(shards, new FakePages(), new FakeEmbedder());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void everyLineIsACommentOrASample() throws Exception {
    api.post(TestApi.SEARCH, "{\"query\":\"salt\"}");
    assertThat(scrape().lines())
        .allSatisfy(
            line -> {
              if (!line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                String value = sample.group(3).replace("+Inf", "Infinity");
                assertThatCode(() -> Double.parseDouble(value)).doesNotThrowAnyException();
              }
            });
  }

  @Test
  void everyMetricExplainsItself() throws Exception {
    api.post(TestApi.SEARCH, "{\"query\":\"salt\"}");
    Map<String, String> help = new TreeMap<>();
    Set<String> types = new TreeSet<>();
    scrape()
        .lines()
        .map(line -> line.split(" ", 4))
        .forEach(
            words -> {
              if (words[0].equals("#") && words[1].equals("HELP")) {
                help.put(words[2], words.length > 3 ? words[3] : "");
              } else if (words[0].equals("#") && words[1].equals("TYPE")) {
                types.add(words[2]);
              }
            });
    assertThat(types)
        .contains(
            "http_server_requests_seconds",
            "gibsey_stage_seconds",
            "gibsey_requests_shed_total",
            "gibsey_requests_running",
            "gibsey_searches_waiting",
            "gibsey_streams_open",
            "gibsey_embedding_callers",
            "gibsey_index_shards_live",
            "gibsey_index_live",
            "gibsey_index_newest_write_age_seconds",
            "gibsey_snapshot_age_seconds",
            "gibsey_dependency_up");
    assertThat(types).allSatisfy(type -> assertThat(help.get(type)).as(type).isNotBlank());
  }

  @Test
  void nobodyCanInventTimeSeries() throws Exception {
    api.get("/v1/books");
    long before = series();
    for (int i = 0; i < 20; i++) {
      api.get("/v1/invented-" + i);
      api.get("/v1/pages/invented-" + i + "/1");
      api.send(
          api.request("/v1/books/x")
              .method("INVENTED" + (char) ('A' + i), BodyPublishers.noBody()));
    }
    // One histogram for each status of what has no route, and one for pages that are not there.
    assertThat(series() - before).isLessThan(100);
    assertThat(scrape()).doesNotContain("invented", "INVENTED");
  }

  private long series() throws Exception {
    return scrape().lines().filter(line -> line.startsWith("http_server_requests")).count();
  }

  private String scrape() throws Exception {
    return api.get("/metrics").body();
  }
}
