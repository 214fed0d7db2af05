package org.gibsey.cdc.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.type.DataTypes;
import io.debezium.connector.cassandra.exceptions.CassandraConnectorSchemaException;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer.DecimalMode;
import io.debezium.connector.cassandra.transforms.CassandraTypeDeserializer.VarIntMode;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.cassandra.db.marshal.FloatType;
import org.apache.cassandra.db.marshal.UTF8Type;
import org.apache.cassandra.db.marshal.VectorType;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class VectorDeserializerTest {

  @BeforeAll
  static void registerTypes() {
    VectorTypes types = new VectorTypes();
    CassandraTypeDeserializer.init(
        types.deserializers(),
        DecimalMode.STRING,
        VarIntMode.LONG,
        types.baseTypeForReversedType());
  }

  @Test
  void readsTheFloatsOfAVector() {
    VectorType<Float> type = VectorType.getInstance(FloatType.instance, 3);
    ByteBuffer bytes = type.decompose(List.of(0.5f, -1f, 2f));

    assertThat(CassandraTypeDeserializer.deserialize((Object) type, bytes))
        .isEqualTo(List.of(0.5f, -1f, 2f));
  }

  @Test
  void readsElementsOfVaryingLength() {
    VectorType<String> type = VectorType.getInstance(UTF8Type.instance, 2);
    ByteBuffer bytes = type.decompose(List.of("a", "longer"));

    assertThat(CassandraTypeDeserializer.deserialize((Object) type, bytes))
        .isEqualTo(List.of("a", "longer"));
  }

  @Test
  void describesAVectorAsAnArrayOfItsElements() {
    Schema schema =
        CassandraTypeDeserializer.getSchemaBuilder(DataTypes.vectorOf(DataTypes.FLOAT, 3)).build();

    assertThat(schema.type()).isEqualTo(Schema.Type.ARRAY);
    assertThat(schema.valueSchema().type()).isEqualTo(Schema.Type.FLOAT32);
    assertThat(schema.isOptional()).isTrue();
  }

  @Test
  void namesACustomTypeThatIsNoVector() {
    assertThatThrownBy(
            () -> CassandraTypeDeserializer.getSchemaBuilder(DataTypes.custom("org.example.Odd")))
        .isInstanceOf(CassandraConnectorSchemaException.class)
        .hasMessageContaining("org.example.Odd");
  }
}
