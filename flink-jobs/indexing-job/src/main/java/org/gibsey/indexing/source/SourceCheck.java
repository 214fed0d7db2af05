package org.gibsey.indexing.source;

import com.datastax.driver.core.Cluster;
import com.datastax.driver.core.Session;
import com.datastax.driver.core.exceptions.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.source.CollectionJudge.Judgement;
import org.gibsey.indexing.table.CassandraCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses collections whose tables cannot be followed, before the job starts. */
public final class SourceCheck {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);

  private SourceCheck() {}

  /**
   * Reads the tables of all collections from Cassandra and judges them. A collection whose keyspace
   * does not exist there is passed over: it may be fed from another database. Its table of vectors
   * must be in Cassandra all the same.
   *
   * @throws UnfitSourcesException when a collection cannot be followed, or Cassandra cannot be
   *     read; the message says what to do
   */
  public static void check(Collections collections, CassandraCluster cassandra) {
    List<String> problems;
    try (Cluster cluster = cassandra.getCluster()) {
      // The driver does not know vectors and would complain of every table that has one.
      cluster.getConfiguration().getQueryOptions().setMetadataEnabled(false);
      try (Session session = cluster.connect()) {
        problems = problems(collections, new CassandraSchema(session));
      }
    } catch (DriverException | IllegalArgumentException e) {
      throw new UnfitSourcesException(
          "Cannot read the tables of the collections from Cassandra, which must be up when the job"
              + " is submitted: "
              + e.getMessage(),
          e);
    }
    if (!problems.isEmpty()) {
      throw new UnfitSourcesException(
          "The collections do not fit their tables:\n  " + String.join("\n  ", problems), null);
    }
  }

  /** What forbids to start; warnings are logged. */
  static List<String> problems(Collections collections, SchemaReader schema) {
    List<String> problems = new ArrayList<>();
    if (collections.embeddingCache() != null) {
      problems.addAll(CacheTableJudge.problems(collections.embeddingCache(), schema));
    }
    for (CollectionDefinition collection : collections.definitions()) {
      TableName embeddings = collection.embeddings();
      if (embeddings != null) {
        problems.addAll(
            EmbeddingsJudge.problems(
                collection,
                embeddings,
                schema.table(embeddings),
                schema.table(collection.source()),
                collections.model().dimension()));
      }
      if (!schema.hasKeyspace(collection.source().keyspace())) {
        LOG.info(
            "Collection {}: Cassandra has no keyspace {}, so its table is not checked",
            collection.name(),
            collection.source().keyspace());
        continue;
      }
      Optional<SourceTable> table = schema.table(collection.source());
      if (table.isEmpty()) {
        problems.add(
            "collections.%s.source: there is no table %s; create it WITH cdc = true"
                .formatted(collection.name(), collection.source()));
        continue;
      }
      Judgement judgement = CollectionJudge.judge(collection, table.get());
      judgement.warnings().forEach(LOG::warn);
      problems.addAll(judgement.problems());
    }
    return problems;
  }
}
