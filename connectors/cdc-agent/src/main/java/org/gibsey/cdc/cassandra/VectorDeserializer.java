package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import io.debezium.connector.cassandra.exceptions.CassandraConnectorSchemaException;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer;
import io.debezium.connector.cassandra.transforms.type.deserializer.AbstractTypeDeserializer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.cassandra.db.marshal.AbstractType;
import org.apache.cassandra.db.marshal.VectorType;
import org.apache.kafka.connect.data.SchemaBuilder;

/** {@code vector<element, n>} as an array of its elements, each deserialized as its own type. */
final class VectorDeserializer extends AbstractTypeDeserializer {

  VectorDeserializer() {
    // The native protocol has no code for vectors; the driver sends them as a custom type.
    super(
        (type, bytes) -> ((AbstractType<?>) type).getSerializer().deserialize(bytes),
        ProtocolConstants.DataType.CUSTOM,
        VectorType.class);
  }

  @Override
  public Object deserialize(Object type, ByteBuffer bytes) {
    VectorType<?> vector = (VectorType<?>) type;
    Object elementType = vector.getElementsType();
    List<Object> elements = new ArrayList<>(vector.dimension);
    for (ByteBuffer element : vector.split(bytes)) {
      elements.add(CassandraTypeDeserializer.deserialize(elementType, element));
    }
    return elements;
  }

  @Override
  public SchemaBuilder getSchemaBuilder(Object type) {
    Object elementType = ((VectorType<?>) type).getElementsType();
    return SchemaBuilder.array(CassandraTypeDeserializer.getSchemaBuilder(elementType).build())
        .optional();
  }

  /**
   * Cassandra's type for the driver's.
   *
   * @throws CassandraConnectorSchemaException if the column has a custom type other than a vector
   */
  @Override
  public Object getAbstractType(DataType type) {
    if (!(type instanceof com.datastax.oss.driver.api.core.type.VectorType vector)) {
      throw new CassandraConnectorSchemaException("Custom column type not supported: " + type);
    }
    DataType element = vector.getElementType();
    Object elementType =
        CassandraTypeDeserializer.getTypeDeserializer(element).getAbstractType(element);
    return VectorType.getInstance((AbstractType<?>) elementType, vector.getDimensions());
  }
}
