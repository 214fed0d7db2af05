package org.gibsey.index;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.gibsey.collection.VectorEncoding;

/**
 * How vectors are written. A segment names its own format, so that one index may hold segments of
 * several encodings.
 */
final class VectorFormats {
  /** Neighbours of a node, Lucene's default. */
  private static final int CONNECTIONS = Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;

  /** Candidates while a node is inserted, Lucene's default. */
  private static final int BEAM_WIDTH = Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;

  /**
   * A segment gets a graph from the size on at which a search for so many vectors would visit fewer
   * nodes of the graph, {@code k * ln(size)} by Lucene's estimate, than there are: about 650. The
   * segments of refreshes cost no graph each. Measured in
   * docs/adr/0022-checkpoints-write-little.md.
   */
  private static final int GRAPH_THRESHOLD = Lucene99HnswVectorsFormat.HNSW_GRAPH_THRESHOLD;

  private static final String QUANTIZED = Lucene104HnswScalarQuantizedVectorsFormat.NAME;

  private VectorFormats() {}

  /** Lucene's codec, with vectors written as wanted. */
  static Codec codec(VectorEncoding encoding) {
    Codec lucene = Codec.getDefault();
    KnnVectorsFormat format = new OneFormat(format(encoding));
    return new FilterCodec(lucene.getName(), lucene) {
      @Override
      public KnnVectorsFormat knnVectorsFormat() {
        return format;
      }
    };
  }

  /** Whether a segment's graph compares less than the whole vectors. */
  static boolean isQuantized(LeafReaderContext leaf) {
    FieldInfo field = leaf.reader().getFieldInfos().fieldInfo(IndexField.VECTOR);
    return field != null
        && QUANTIZED.equals(field.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY));
  }

  private static KnnVectorsFormat format(VectorEncoding encoding) {
    return switch (encoding) {
      case FLOAT32 ->
          new Lucene99HnswVectorsFormat(CONNECTIONS, BEAM_WIDTH, 1, null, GRAPH_THRESHOLD);
      case INT4 ->
          new Lucene104HnswScalarQuantizedVectorsFormat(
              ScalarEncoding.PACKED_NIBBLE, CONNECTIONS, BEAM_WIDTH, 1, null, GRAPH_THRESHOLD);
    };
  }

  /** Lucene reads formats of all fields by their names; this says which one to write. */
  private static final class OneFormat extends PerFieldKnnVectorsFormat {
    private final KnnVectorsFormat format;

    OneFormat(KnnVectorsFormat format) {
      this.format = format;
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return format;
    }
  }
}
