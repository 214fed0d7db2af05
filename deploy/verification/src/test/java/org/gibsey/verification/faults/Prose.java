package org.gibsey.verification.faults;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up texts: mostly a few sentences, now and then one of several passages. */
final class Prose {
  private static final List<String> WORDS =
      List.of(
          "the", "a", "of", "and", "salt", "clock", "harbour", "lantern", "skipper", "tide",
          "quiet", "letter", "window", "garden", "winter", "écluse", "Straße", "naïve", "smörgås",
          "море", "θάλασσα", "海", "🌊", "forgets", "waits", "carries", "listens", "returns",
          "counts");
  private static final int SHARE_OF_LONG_TEXTS = 30;

  private final RandomGenerator random;

  Prose(RandomGenerator random) {
    this.random = random;
  }

  String text() {
    boolean isLong = random.nextInt(SHARE_OF_LONG_TEXTS) == 0;
    int sentences = isLong ? 40 + random.nextInt(30) : 1 + random.nextInt(4);
    return IntStream.range(0, sentences).mapToObj(i -> sentence()).collect(Collectors.joining(" "));
  }

  /** A few words, for a title, a chapter or a speaker. */
  String name() {
    return words(1 + random.nextInt(3)) + " " + random.nextInt(1_000);
  }

  private String sentence() {
    return "The " + words(4 + random.nextInt(7)) + " " + random.nextInt(1_000) + ".";
  }

  private String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }
}
