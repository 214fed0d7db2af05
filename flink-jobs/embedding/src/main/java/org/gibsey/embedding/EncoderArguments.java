package org.gibsey.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;

/**
 * How an encoder wants to be called, read from the {@code serving.properties} beside it, with the
 * names and defaults of DJL's {@code TextEmbeddingTranslatorFactory}.
 *
 * @param pooling how the states of a text's tokens become its vector
 * @param tokenTypes whether a third input of zeros is wanted, as BERT's token types
 */
record EncoderArguments(Pooling pooling, boolean tokenTypes) {
  private static final String FILE = "serving.properties";

  /** The poolings that this program knows. */
  enum Pooling {
    /** Mean of the states of the text's own tokens. */
    MEAN,
    /** State of the first token. */
    CLS
  }

  /**
   * Reads the arguments; all defaults without the file.
   *
   * @throws EmbeddingException when it wants something else
   */
  static EncoderArguments in(Path folder) throws IOException {
    Properties given = new Properties();
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      try (InputStream properties = Files.newInputStream(file)) {
        given.load(properties);
      }
    }
    String pooling = given.getProperty("pooling", "mean").strip();
    Pooling known =
        Arrays.stream(Pooling.values())
            .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(pooling))
            .findFirst()
            .orElseThrow(
                () ->
                    new EmbeddingException(
                        "%s wants the pooling %s, supported are mean and cls"
                            .formatted(file, pooling)));
    if (given.stringPropertyNames().stream().anyMatch(name -> name.startsWith("dense"))) {
      throw new EmbeddingException(file + " wants a dense layer after the pooling: not supported");
    }
    return new EncoderArguments(
        known, Boolean.parseBoolean(given.getProperty("includeTokenTypes", "false").strip()));
  }
}
