package org.gibsey.embedding;

import java.util.Locale;
import java.util.Map;

/**
 * The environment variables that say how models run. An empty variable counts as a missing one.
 *
 * <p>Each method throws an {@link IllegalArgumentException} that names the variable, its value and
 * what is allowed.
 */
record EmbeddingEnvironment(Map<String, String> variables) {
  private static final String PRECISION = "GIBSEY_EMBEDDING_PRECISION";
  private static final String DEVICE = "GIBSEY_EMBEDDING_DEVICE";
  private static final String WORKERS = "GIBSEY_EMBEDDING_WORKERS";

  Precision precision() {
    String value = value(PRECISION, "auto");
    for (Precision precision : Precision.values()) {
      if (precision.name().toLowerCase(Locale.ROOT).equals(value)) {
        return precision;
      }
    }
    throw refused(PRECISION, value, "auto, fp32 and bf16");
  }

  String device() {
    String value = value(DEVICE, "cpu");
    if (!value.matches(ComputeDevice.PATTERN)) {
      throw refused(DEVICE, value, "cpu, gpu0, gpu1 and so on");
    }
    return value;
  }

  /** Threads; one per core unless told otherwise. */
  int workers() {
    String value = value(WORKERS, "0");
    if (!value.matches("[0-9]{1,2}") || Integer.parseInt(value) > EmbeddingSettings.MAX_WORKERS) {
      throw refused(
          WORKERS, value, "1 to " + EmbeddingSettings.MAX_WORKERS + ", or 0 for one per core");
    }
    int workers = Integer.parseInt(value);
    return workers == 0 ? Runtime.getRuntime().availableProcessors() : workers;
  }

  private String value(String name, String otherwise) {
    String value = variables.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private static IllegalArgumentException refused(String name, String value, String allowed) {
    return new IllegalArgumentException(name + " is '" + value + "', allowed are " + allowed);
  }
}
