package org.gibsey.benchmarks.retrieval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gibsey.benchmarks.retrieval.JsonLines.Place;

/**
 * A test set in the layout of BEIR (Thakur et al., "BEIR: A Heterogenous Benchmark for Zero-shot
 * Evaluation of Information Retrieval Models", 2021).
 *
 * <p>{@code corpus.jsonl} holds objects with {@code _id}, {@code title} (may be missing) and {@code
 * text}; {@code queries.jsonl} holds objects with {@code _id} and {@code text}. Judgements are
 * lines of a query's identity, a document's identity and a whole number, parted by tabs, in {@code
 * qrels/test.tsv} or {@code qrels.tsv}; the first line may be a heading.
 */
public final class BeirFolder {
  private static final List<String> JUDGEMENTS = List.of("qrels/test.tsv", "qrels.tsv");

  private final Path folder;

  private BeirFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads the folder. Queries without a judgement are left out.
   *
   * @throws TestSetException when a file is missing, a line cannot be understood, an identity comes
   *     twice, or a judgement names a query that does not exist
   * @throws IOException when a file cannot be read
   */
  public static TestSet read(Path folder) throws IOException {
    return new BeirFolder(folder).read();
  }

  private TestSet read() throws IOException {
    Path corpus = required("corpus.jsonl");
    Path queryFile = required("queries.jsonl");
    Path judgementFile = judgements();
    List<JudgedDocument> documents = documents(corpus);
    Map<String, String> queries = queries(queryFile);
    Map<String, Map<String, Integer>> relevance = Judgements.read(judgementFile);
    relevance.keySet().stream()
        .filter(id -> !queries.containsKey(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new TestSetException(
                  "%s judges the query %s, which %s lacks".formatted(judgementFile, id, queryFile));
            });
    List<JudgedQuery> judged = new ArrayList<>();
    queries.forEach(
        (id, text) -> {
          Map<String, Integer> documentsOf = relevance.get(id);
          if (documentsOf != null) {
            judged.add(new JudgedQuery(id, text, documentsOf));
          }
        });
    return new TestSet(String.valueOf(folder.getFileName()), documents, judged);
  }

  private static List<JudgedDocument> documents(Path file) throws IOException {
    List<JudgedDocument> documents = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    JsonLines.read(
        file,
        (object, place) -> {
          String id = place.required(object, "_id");
          once(seen.add(id), id, place);
          documents.add(
              new JudgedDocument(
                  id, object.path("title").asText(""), object.path("text").asText("")));
        });
    return notEmpty(documents, file);
  }

  private static Map<String, String> queries(Path file) throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    JsonLines.read(
        file,
        (object, place) -> {
          String id = place.required(object, "_id");
          once(queries.put(id, place.required(object, "text")) == null, id, place);
        });
    notEmpty(List.copyOf(queries.keySet()), file);
    return queries;
  }

  private static void once(boolean first, String id, Place place) {
    if (!first) {
      throw place.refused("the _id " + id + " was there before");
    }
  }

  private static <T> List<T> notEmpty(List<T> read, Path file) {
    if (read.isEmpty()) {
      throw new TestSetException(file + " is empty");
    }
    return read;
  }

  private Path required(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new TestSetException(
          "%s lacks %s: a folder in the layout of BEIR has corpus.jsonl, queries.jsonl and %s"
              .formatted(folder, name, String.join(" or ", JUDGEMENTS)));
    }
    return file;
  }

  private Path judgements() {
    return JUDGEMENTS.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(() -> required(JUDGEMENTS.getFirst()));
  }

  /** The tab-separated file of judgements. */
  private static final class Judgements {
    private static final int COLUMNS = 3;

    private Judgements() {}

    static Map<String, Map<String, Integer>> read(Path file) throws IOException {
      Map<String, Map<String, Integer>> relevance = new HashMap<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank() && !(i == 0 && isHeading(lines.get(i)))) {
          add(relevance, lines.get(i), new Place(file, i + 1));
        }
      }
      if (relevance.isEmpty()) {
        throw new TestSetException(file + " holds no judgement");
      }
      return relevance;
    }

    private static boolean isHeading(String line) {
      String[] columns = line.split("\t", -1);
      return columns.length == COLUMNS && !isWhole(columns[2]);
    }

    private static void add(Map<String, Map<String, Integer>> relevance, String line, Place place) {
      String[] columns = line.split("\t", -1);
      if (columns.length != COLUMNS || !isWhole(columns[2])) {
        throw place.refused(
            "query, document and a whole number are expected, parted by tabs, not '" + line + "'");
      }
      relevance
          .computeIfAbsent(columns[0], unused -> new HashMap<>())
          .put(columns[1], Integer.parseInt(columns[2].strip()));
    }

    private static boolean isWhole(String column) {
      return column.strip().matches("-?\\d{1,9}");
    }
  }
}
