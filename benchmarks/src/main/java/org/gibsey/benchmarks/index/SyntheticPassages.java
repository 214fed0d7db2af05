package org.gibsey.benchmarks.index;

import java.util.SplittableRandom;

/**
 * Vectors that are spread like those of a text's passages, and invented texts.
 *
 * <p>A vector is the sum of what its topic, its document and the passage alone contribute within
 * {@value #RANK} directions, whose weights fall with the square root of their rank, and of noise in
 * all directions. Twenty passages in a row are of one document. The shares of the four were chosen
 * so that the estimated intrinsic dimension, the nearest neighbours' similarity and the recall of
 * HNSW resemble those of {@link EmbeddedWindows}; {@code vector-search} prints them for both.
 */
final class SyntheticPassages implements PassageSource {
  static final int DIMENSION = 384;

  private static final int RANK = 96;
  private static final int TOPICS = 200;
  private static final int PASSAGES_OF_DOCUMENT = 20;
  private static final int QUERIES = 1_000;
  private static final int CHARACTERS = 600;
  private static final int WORDS_OF_QUERY = 5;

  private static final double TOPIC = 0.8;
  private static final double DOCUMENT = 0.7;
  private static final double PASSAGE = 0.55;
  private static final double NOISE = 0.25;

  // Parts of the random numbers that must not depend on each other.
  private static final long DIRECTIONS = 1;
  private static final long OF_TOPIC = 2;
  private static final long OF_DOCUMENT = 3;
  private static final long OF_PASSAGE = 4;
  private static final long OF_QUERY = 5;
  private static final long OF_TEXT = 6;

  private final int size;
  private final long seed;
  private final float[][] directions = new float[RANK][DIMENSION];
  private final ZipfText words;

  SyntheticPassages(int size, long seed) {
    this.size = size;
    this.seed = seed;
    this.words = new ZipfText(seed);
    SplittableRandom random = random(DIRECTIONS, 0, 0);
    double sum = 0;
    for (int i = 0; i < RANK; i++) {
      sum += 1.0 / (i + 1);
    }
    for (int i = 0; i < RANK; i++) {
      // All directions together have the length 1 in the mean.
      double weight = Math.sqrt(1.0 / (i + 1) / sum / DIMENSION);
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
    float[] vector = new float[DIMENSION];
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
