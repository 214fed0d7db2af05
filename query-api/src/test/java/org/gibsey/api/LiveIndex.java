package org.gibsey.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.embedding.Embedder;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.shard.Announcement;
import org.gibsey.shard.EndpointDirectory;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.PortRange;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardId;
import org.gibsey.shard.ShardServer;
import org.gibsey.text.Chunker;

/** Real shards in this process, fed as the job feeds them and asked over gRPC. */
final class LiveIndex implements AutoCloseable {
  /** Shards of each collection. */
  private static final int SHARDS = 2;

  private static final String VERSION = "v1";

  private final Collections collections = Collections.load(null);
  private final Map<ShardId, PassageIndex> indexes = new LinkedHashMap<>();
  private final Embedder embedder;
  private final ShardServer server;
  private final ShardClient client;
  private long writes;

  LiveIndex(Path folder, Embedder embedder) throws IOException {
    this.embedder = embedder;
    for (CollectionDefinition definition : collections.definitions()) {
      for (int shard = 0; shard < SHARDS; shard++) {
        indexes.put(
            new ShardId(definition.name(), shard),
            PassageIndex.open(
                folder.resolve(definition.name() + "-" + shard),
                IndexDefinition.of(definition, VectorEncoding.FLOAT32)));
      }
    }
    this.server = ShardServer.start("127.0.0.1", PortRange.ANY, VERSION, indexes);
    EndpointDirectory directory = new EndpointDirectory();
    Map<ShardId, Long> epochs = new LinkedHashMap<>();
    for (ShardId shard : indexes.keySet()) {
      epochs.put(shard, (long) shard.shard());
      directory.announced(
          new Announcement(shard, SHARDS, VERSION, "127.0.0.1", server.port()), shard.shard());
    }
    directory.caughtUp();
    server.serve(epochs);
    this.client = new ShardClient(directory);
  }

  PassageSearch search() {
    return client;
  }

  /** Makes a page searchable. */
  void put(String book, int page, String title, String speaker, String text) throws IOException {
    put(List.of(new TestPage(book, page, null, title, speaker, text)));
  }

  /** Makes rows searchable. */
  void put(List<? extends TestRow> rows) throws IOException {
    for (TestRow row : rows) {
      apply(row);
    }
    refresh();
  }

  /**
   * Writes a row that only the next {@link #refresh} makes searchable.
   *
   * @return its write time in microseconds
   */
  long apply(TestRow wanted) throws IOException {
    CollectionDefinition collection = collections.require(wanted.collection());
    Chunker chunker = new Chunker(collection.chunk(), embedder.tokenizer(), embedder.maxTokens());
    List<Passage> passages = chunker.chunk(wanted.title(), wanted.text());
    List<String> toEmbed = new ArrayList<>();
    passages.forEach(passage -> toEmbed.add(chunker.toEmbed(wanted.title(), passage)));
    return apply(
        wanted,
        true,
        passages.toArray(Passage[]::new),
        embedder.embed(toEmbed).toArray(float[][]::new));
  }

  /**
   * Deletes a row, which searches find until the next {@link #refresh}.
   *
   * @return the deletion's write time in microseconds
   */
  long remove(TestRow row) throws IOException {
    return apply(row, false, new Passage[0], new float[0][]);
  }

  private long apply(TestRow wanted, boolean searchable, Passage[] passages, float[][] vectors)
      throws IOException {
    writes++;
    RowVersion row =
        new RowVersion(
            wanted.collection(),
            wanted.rowKey(),
            writes,
            writes,
            searchable,
            !searchable,
            wanted.title(),
            searchable ? wanted.text() : null,
            wanted.fields(),
            new SourcePosition("gibsey.gibsey." + wanted.collection(), 0, writes));
    ShardId shard = new ShardId(wanted.collection(), RowShard.of(wanted.rowKey(), SHARDS));
    Objects.requireNonNull(indexes.get(shard))
        .apply(new EmbeddedRow(row, "hash", embedder.model(), passages, vectors));
    return writes;
  }

  /** Makes all that was written searchable. */
  void refresh() throws IOException {
    for (PassageIndex index : indexes.values()) {
      index.refreshIfStale();
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    for (PassageIndex index : indexes.values()) {
      index.close();
    }
  }
}
