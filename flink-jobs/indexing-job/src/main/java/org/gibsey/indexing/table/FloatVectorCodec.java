package org.gibsey.indexing.table;

import com.datastax.driver.core.DataType;
import com.datastax.driver.core.ProtocolVersion;
import com.datastax.driver.core.TypeCodec;
import com.datastax.driver.core.exceptions.InvalidTypeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code float[]} as Cassandra's {@code vector<float, n>}: the floats in order, big-endian, without
 * a length. The connector's driver is older than that type and sees it as a custom one.
 */
final class FloatVectorCodec extends TypeCodec<float[]> {
  private static final String VECTOR = "org.apache.cassandra.db.marshal.VectorType(";
  private static final String FLOATS = VECTOR + "org.apache.cassandra.db.marshal.FloatType";

  FloatVectorCodec() {
    super(DataType.custom(FLOATS + ")"), float[].class);
  }

  /** Vectors of any dimension; Cassandra refuses one that does not fit its column. */
  @Override
  public boolean accepts(DataType type) {
    return type instanceof DataType.CustomType custom
        && custom.getCustomTypeClassName().startsWith(FLOATS);
  }

  @Override
  public @Nullable ByteBuffer serialize(float @Nullable [] vector, ProtocolVersion version) {
    if (vector == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length);
    bytes.asFloatBuffer().put(vector);
    return bytes;
  }

  @Override
  public float @Nullable [] deserialize(@Nullable ByteBuffer bytes, ProtocolVersion version) {
    if (bytes == null) {
      return null;
    }
    float[] vector = new float[bytes.remaining() / Float.BYTES];
    bytes.duplicate().asFloatBuffer().get(vector);
    return vector;
  }

  /** Needed for literals only, which the job never writes. */
  @Override
  public float[] parse(String literal) {
    throw new InvalidTypeException("Vectors are bound, not written as literals");
  }

  @Override
  public String format(float @Nullable [] vector) {
    return vector == null ? "NULL" : Arrays.toString(vector);
  }
}
