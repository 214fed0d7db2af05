package org.gibsey.benchmarks.index;

import java.util.SplittableRandom;

/**
 * Vectors that are spread like those of a text's passages, and invented texts.
 *
 * <p>A vector is the sum of something common to all, of what its topic, its document and the
 * passage alone contribute within {@value #RANK} directions whose variance falls with their rank,
 * and of noise in all directions. Twenty passages in a row are of one document. The shares were
 * chosen so that a search among 100,000 is as hard as among {@link EmbeddedWindows} of SciFact:
 *
 * <pre>
 *                       dot product with a question   intrinsic   recall@10 of one HNSW graph
 *                       nearest  twentieth  any       dimension   with 10, 32, 64, 128 candidates
 * SciFact, all-MiniLM   0.72     0.56       0.10      12          0.88  0.97  0.98  0.995
 * synthetic             0.74     0.62       0.09      14          0.91  0.97  0.98  0.997
 * </pre>
 */
final class SyntheticPassages implements PassageSource {
  static final int DIMENSION = 384;

  private static final int RANK = 96;
  private static final int TOPICS = 200;
  private static final int PASSAGES_OF_DOCUMENT = 20;
  private static final int QUERIES = 1_000;
  private static final int CHARACTERS = 600;
  private static final int WORDS_OF_QUERY = 5;

  private static final double COMMON = 0.33;
  private static final double TOPIC = 0.6;
  private static final double DOCUMENT = 0.55;
  private static final double PASSAGE = 0.6;
  private static final double NOISE = 0.3;

  /** The variance of a direction is its rank to the power of minus this. */
  private static final double DECAY = 0.9;

  // Parts of the random numbers that must not depend on each other.
  private static final long DIRECTIONS = 1;
  private static final long OF_TOPIC = 2;
  private static final long OF_DOCUMENT = 3;
  private static final long OF_PASSAGE = 4;
  private static final long OF_QUERY = 5;
  private static final long OF_TEXT = 6;

  private final int size;
  private final long seed;
  private final float[] common = new float[DIMENSION];
  private final float[][] directions = new float[RANK][DIMENSION];
  private final ZipfText words;

  SyntheticPassages(int size, long seed) {
    this.size = size;
    this.seed = seed;
    this.words = new ZipfText(seed);
    SplittableRandom random = random(DIRECTIONS, 0, 0);
    for (int d = 0; d < DIMENSION; d++) {
      common[d] = (float) (COMMON / Math.sqrt(DIMENSION) * random.nextGaussian());
    }
    double sum = 0;
    for (int i = 0; i < RANK; i++) {
      sum += Math.pow(i + 1, -DECAY);
    }
    for (int i = 0; i < RANK; i++) {
      // All directions together have the length 1 in the mean.
      double weight = Math.sqrt(Math.pow(i + 1, -DECAY) / sum / DIMENSION);
      for (int d = 0; d < DIMENSION; d++) {
        directions[i][d] = (float) (weight * random.nextGaussian());
      }
    }
  }

  @Override
  public String name() {
    return "synthetic";
  }

  @Override
  public String model() {
    return "synthetic";
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public float[] vector(int number, int version) {
    return vector(number, random(OF_PASSAGE, number, version));
  }

  @Override
  public String text(int number, int version) {
    return words.sentences(CHARACTERS, random(OF_TEXT, number, version));
  }

  @Override
  public int queries() {
    return QUERIES;
  }

  @Override
  public float[] queryVector(int query) {
    // Another passage of a document that is there.
    return vector(about(query), random(OF_QUERY, query, 1));
  }

  @Override
  public String queryText(int query) {
    return ZipfText.someWords(text(about(query), 0), WORDS_OF_QUERY, random(OF_QUERY, query, 2));
  }

  private int about(int query) {
    return random(OF_QUERY, query, 0).nextInt(size);
  }

  private float[] vector(int number, SplittableRandom own) {
    int document = number / PASSAGES_OF_DOCUMENT;
    SplittableRandom ofDocument = random(OF_DOCUMENT, document, 0);
    SplittableRandom ofTopic = random(OF_TOPIC, ofDocument.nextInt(TOPICS), 0);
    float[] vector = common.clone();
    for (float[] direction : directions) {
      float share =
          (float)
              (TOPIC * ofTopic.nextGaussian()
                  + DOCUMENT * ofDocument.nextGaussian()
                  + PASSAGE * own.nextGaussian());
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] += share * direction[d];
      }
    }
    double scale = NOISE / Math.sqrt(DIMENSION);
    double squares = 0;
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] += (float) (scale * own.nextGaussian());
      squares += (double) vector[d] * vector[d];
    }
    float length = (float) Math.sqrt(squares);
    for (int d = 0; d < DIMENSION; d++) {
      vector[d] /= length;
    }
    return vector;
  }

  /** Independent for each part, number and version: SplittableRandom mixes its seed only weakly. */
  private SplittableRandom random(long part, long number, long version) {
    long mixed = mix(seed + part);
    mixed = mix(mixed + number);
    return new SplittableRandom(mix(mixed + version));
  }

  /** The finaliser of Stafford's variant 13, see Steele et al., "Fast Splittable PRNGs", 2014. */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
