package org.gibsey.shard;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.gibsey.index.PassageQuery;
import org.gibsey.shard.v2.SearchRequest;
import org.jspecify.annotations.Nullable;

/** Questions to shards as messages, and back. */
final class WireQuestion {
  private WireQuestion() {}

  /** The request without its targets. */
  static SearchRequest toMessage(ShardQuestion question) {
    PassageQuery query = question.query();
    SearchRequest.Builder request =
        SearchRequest.newBuilder()
            .setLimit(query.limit())
            .setCandidates(query.candidates())
            .setExact(query.exact());
    if (!query.filter().isEmpty()) {
      request.setFilter(WireFilter.toMessage(query.filter()));
    }
    String text = query.text();
    if (text != null) {
      request.setText(text);
    }
    float[] vector = query.vector();
    if (vector != null) {
      request.setVector(toBytes(vector));
    }
    String model = question.model();
    if (model != null) {
      request.setModel(model);
    }
    return request.build();
  }

  /**
   * The question in a request.
   *
   * @throws IllegalArgumentException when it is none that a shard could answer
   */
  static ShardQuestion ofMessage(SearchRequest request) {
    PassageQuery query =
        new PassageQuery(
            request.hasText() ? request.getText() : null,
            ofBytes(request.getVector()),
            WireFilter.ofMessage(request.getFilter()),
            request.getLimit(),
            request.getCandidates(),
            request.getExact());
    return new ShardQuestion(query, request.hasModel() ? request.getModel() : null);
  }

  private static ByteString toBytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return ByteString.copyFrom(bytes);
  }

  private static float @Nullable [] ofBytes(ByteString bytes) {
    if (bytes.isEmpty()) {
      return null;
    }
    if (bytes.size() % Float.BYTES != 0) {
      throw new IllegalArgumentException(
          "vector has %d bytes, which is no multiple of %d".formatted(bytes.size(), Float.BYTES));
    }
    float[] vector = new float[bytes.size() / Float.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
