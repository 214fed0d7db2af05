package org.gibsey.cdc.cassandra;

import io.debezium.connector.cassandra.Cassandra5TypeProvider;
import io.debezium.connector.cassandra.CassandraTypeProvider;
import io.debezium.connector.cassandra.transforms.type.deserializer.AbstractTypeDeserializer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Debezium's column types and {@code vector<…>}, without which it silently leaves out every table
 * that has a vector column.
 */
final class VectorTypes implements CassandraTypeProvider {
  private final CassandraTypeProvider debezium = new Cassandra5TypeProvider();

  @Override
  public List<AbstractTypeDeserializer> deserializers() {
    List<AbstractTypeDeserializer> all = new ArrayList<>(debezium.deserializers());
    all.add(new VectorDeserializer());
    return List.copyOf(all);
  }

  @Override
  public Function<Object, Object> baseTypeForReversedType() {
    return debezium.baseTypeForReversedType();
  }
}
