package org.gibsey.benchmarks.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gibsey.benchmarks.index.PassageSource;
import org.gibsey.benchmarks.index.TestPassages;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.gibsey.shard.ShardClient;

/** The same questions by vector, asked of the shards themselves and through the API. */
final class Contenders {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int LIMIT = 10;
  private static final String SEARCH = "/v1/collections/" + TestPassages.COLLECTION + "/search";

  private final List<float[]> vectors;
  private final List<byte[]> requests;

  /** Questions about the passages of {@link ShardProcess}. */
  Contenders(PassageSource source, int questions) {
    vectors = IntStream.range(0, questions).mapToObj(source::queryVector).toList();
    requests = vectors.stream().map(Contenders::request).toList();
  }

  /** The requests that the API gets. */
  List<byte[]> requests() {
    return requests;
  }

  /** Searches by words that the API has to embed, all different. */
  static List<byte[]> embedded(PassageSource source, int first, int count) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      // The number makes it a text that nobody asked for before.
      String text = source.queryText(i % source.queries()) + " " + i;
      requests.add(
          post("{\"query\":\"%s\",\"mode\":\"vector\",\"limit\":%d}".formatted(text, LIMIT)));
    }
    return requests;
  }

  /** Clients in this process that share one connection to the shards, as the API's threads do. */
  ClosedLoop.Clients shards(ShardClient shards) {
    return () ->
        new ClosedLoop.Client() {
          @Override
          public void ask(int question) throws Exception {
            float[] vector = vectors.get(question % vectors.size());
            SearchQuery query =
                SearchQuery.builder(TestPassages.COLLECTION, SearchMode.VECTOR, DEADLINE)
                    .vector(vector, null)
                    .limit(LIMIT)
                    .build();
            if (shards.search(query).hits().size() != LIMIT) {
              throw new IOException("fewer hits than asked for");
            }
          }

          @Override
          public void close() {}
        };
  }

  /** Clients with a connection each. */
  ClosedLoop.Clients api(int port) {
    return () -> {
      HttpConnection connection = new HttpConnection(port);
      return new ClosedLoop.Client() {
        @Override
        public void ask(int question) throws IOException {
          if (connection.exchange(requests.get(question % requests.size())) != 200) {
            throw new IOException(connection.body());
          }
        }

        @Override
        public void close() throws IOException {
          connection.close();
        }
      };
    };
  }

  private static byte[] request(float[] vector) {
    StringBuilder numbers = new StringBuilder();
    for (float number : vector) {
      numbers
          .append(numbers.isEmpty() ? "" : ",")
          .append(String.format(Locale.ROOT, "%.7f", number));
    }
    return post("{\"vector\":[%s],\"mode\":\"vector\",\"limit\":%d}".formatted(numbers, LIMIT));
  }

  private static byte[] post(String body) {
    return HttpConnection.request("POST", SEARCH, ApiProcess.KEY, "application/json", body);
  }
}
