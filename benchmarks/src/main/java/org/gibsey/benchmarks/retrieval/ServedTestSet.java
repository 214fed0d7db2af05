package org.gibsey.benchmarks.retrieval;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.util.IOUtils;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.benchmarks.api.ShardProcess;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.Collections;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointAnnouncer;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;
import org.gibsey.shard.ShardServer;
import org.gibsey.text.TextHash;

/**
 * The documents of a test set as pages of a book, in four shards of two servers, announced as the
 * job announces them.
 */
final class ServedTestSet implements Closeable {
  private static final String COLLECTION = "pages";
  private static final String HOST = "127.0.0.1";
  private static final String VERSION = "benchmark";
  private static final int SHARDS = 4;
  private static final int SERVERS = 2;

  private final Map<ShardId, PassageIndex> indexes = new TreeMap<>();
  private final List<Closeable> servers = new ArrayList<>();
  private final Map<Integer, String> ids = new HashMap<>();
  private final String book;

  private ServedTestSet(String book) {
    this.book = book;
  }

  /**
   * Fills the shards and serves them.
   *
   * @param book names the book
   * @param folder an empty folder, which the caller deletes
   * @param model identity of the vectors
   */
  static ServedTestSet start(
      String book, List<DocumentVectors> documents, Path folder, String kafka, String model)
      throws Exception {
    ServedTestSet served = new ServedTestSet(book);
    try {
      served.fill(documents, folder, model);
      served.serve(kafka);
      return served;
    } catch (Exception e) {
      served.close();
      throw e;
    }
  }

  /** The document that a page is. */
  String document(PageKey page) {
    String id = ids.get(page.pageNum());
    if (id == null || !page.bookId().equals(book)) {
      throw new IllegalStateException("the API found a page that there is not: " + page);
    }
    return id;
  }

  @Override
  public void close() {
    IOUtils.closeAllQuietly(servers);
    IOUtils.closeAllQuietly(indexes.values());
  }

  private void fill(List<DocumentVectors> documents, Path folder, String model) throws IOException {
    Collections collections = Collections.load(null);
    IndexDefinition definition =
        IndexDefinition.of(collections.require(COLLECTION), collections.vectors());
    for (int shard = 0; shard < SHARDS; shard++) {
      indexes.put(
          new ShardId(COLLECTION, shard),
          PassageIndex.open(Files.createDirectories(folder.resolve("shard-" + shard)), definition));
    }
    for (DocumentVectors document : documents) {
      int page = ids.size() + 1;
      ids.put(page, document.document().id());
      EmbeddedRow row = row(document, page, model);
      ShardId shard = new ShardId(COLLECTION, RowShard.of(row.row().rowKey(), SHARDS));
      var unused = Objects.requireNonNull(indexes.get(shard)).apply(row);
    }
    for (PassageIndex index : indexes.values()) {
      var unusedFiles = index.commit();
      var unused = index.refreshIfStale();
    }
  }

  private EmbeddedRow row(DocumentVectors document, int page, String model) {
    JudgedDocument content = document.document();
    RowVersion version =
        new RowVersion(
            COLLECTION,
            "{\"book_id\":\"%s\",\"page_num\":%d}".formatted(book, page),
            page,
            page,
            true,
            false,
            content.title(),
            content.text(),
            new FieldValue[0],
            new SourcePosition("test-set", 0, page));
    return new EmbeddedRow(
        version,
        TextHash.of(content.title(), content.text()),
        model,
        document.passages().toArray(Passage[]::new),
        document.vectors().toArray(float[][]::new));
  }

  private void serve(String kafka) throws IOException, InterruptedException {
    EndpointAnnouncer announcer = EndpointAnnouncer.connect(kafka, ShardProcess.ENDPOINTS);
    servers.add(announcer::close);
    for (int number = 0; number < SERVERS; number++) {
      Map<ShardId, PassageIndex> held = new TreeMap<>();
      for (Map.Entry<ShardId, PassageIndex> index : indexes.entrySet()) {
        if (index.getKey().shard() % SERVERS == number) {
          held.put(index.getKey(), index.getValue());
        }
      }
      ShardServer server = ShardServer.start(HOST, PortRange.ANY, VERSION, held);
      servers.add(server::close);
      server.serve(
          announcer.announce(
              held.keySet().stream()
                  .map(shard -> new Announcement(shard, SHARDS, VERSION, HOST, server.port()))
                  .toList()));
    }
  }
}
