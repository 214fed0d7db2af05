package org.gibsey.benchmarks.retrieval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.text.TextHash;

/** Searches one shard of the product's own index, with its HNSW graph and its parameters. */
final class HnswSearch implements DocumentSearch, Closeable {
  private final Path folder;
  private final PassageIndex index;
  private final Map<String, String> ids = new HashMap<>();

  private HnswSearch(Path folder, PassageIndex index) {
    this.folder = folder;
    this.index = index;
  }

  /**
   * Builds an index in a temporary folder, which {@link #close} deletes.
   *
   * @param model identity of the vectors
   * @throws IOException when the folder cannot be written
   */
  static HnswSearch over(List<DocumentVectors> documents, String model) throws IOException {
    Path folder = Files.createTempDirectory("retrieval-quality");
    HnswSearch search = new HnswSearch(folder, PassageIndex.open(folder, IndexDefinition.DEFAULT));
    for (DocumentVectors document : documents) {
      search.add(document, model);
    }
    search.index.refreshIfStale();
    return search;
  }

  @Override
  public List<String> nearest(float[] query, int limit) throws IOException {
    try {
      return index
          .search(new PassageQuery(null, query, RowFilter.NONE, limit), () -> false)
          .byVector()
          .stream()
          .map(FoundPassage::rowKey)
          .map(ids::get)
          .toList();
    } catch (SearchTimeoutException e) {
      throw new IllegalStateException("A search without a timeout timed out", e);
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(HnswSearch::delete);
    } catch (UncheckedIOException e) {
      throw new IOException("Cannot delete " + folder, e);
    }
  }

  private void add(DocumentVectors document, String model) throws IOException {
    JudgedDocument content = document.document();
    String rowKey = JsonNodeFactory.instance.objectNode().put("id", content.id()).toString();
    long time = ids.size() + 1L;
    ids.put(rowKey, content.id());
    RowVersion row =
        new RowVersion(
            "test-set",
            rowKey,
            time,
            time,
            true,
            false,
            content.title(),
            content.text(),
            new FieldValue[0],
            new SourcePosition("test-set", 0, time));
    index.apply(
        new EmbeddedRow(
            row,
            TextHash.of(content.title(), content.text()),
            model,
            document.passages().toArray(Passage[]::new),
            document.vectors().toArray(float[][]::new)));
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
