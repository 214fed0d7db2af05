package org.gibsey.verification.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.gibsey.index.IndexedRow;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;

/** Lists from the live shards what can be found. */
final class IndexSide implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ONE_PAGE = Duration.ofSeconds(5);
  private final ShardClient shards;

  IndexSide(String kafka) {
    shards = new ShardClient(kafka, "memory.shard-endpoints");
  }

  /** Rows of these books, as often as the index holds them. */
  List<PageRow> rows(Collection<String> books) throws ShardsUnavailableException {
    List<PageRow> rows = new ArrayList<>();
    shards.forEachRow(
        "pages",
        ONE_PAGE,
        row -> {
          PageKey key = key(row);
          if (books.contains(key.book())) {
            rows.add(new PageRow(key, row.writeTimeMicros(), row.textHash(), row.fields()));
          }
        });
    return rows;
  }

  private static PageKey key(IndexedRow row) {
    try {
      JsonNode key = JSON.readTree(row.rowKey());
      return new PageKey(key.path("book_id").asText(), key.path("page_num").asInt());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the index holds a row key that is not JSON", e);
    }
  }

  @Override
  public void close() {
    shards.close();
  }
}
