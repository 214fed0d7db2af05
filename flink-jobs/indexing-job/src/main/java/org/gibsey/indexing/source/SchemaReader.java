package org.gibsey.indexing.source;

import java.util.Optional;
import org.gibsey.collection.TableName;

/** Reads how tables were created. */
interface SchemaReader {
  boolean hasKeyspace(String keyspace);

  /** The table, or empty when there is none of that name. */
  Optional<SourceTable> table(TableName name);
}
