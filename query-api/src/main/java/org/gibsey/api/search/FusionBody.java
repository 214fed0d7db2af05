package org.gibsey.api.search;

import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.shard.Fusion;
import org.jspecify.annotations.Nullable;

/** The object {@code fusion} of a body, as it came in; what is left out is as by default. */
record FusionBody(@Nullable Double vectorWeight, @Nullable Double textWeight, @Nullable Integer k) {
  Fusion checked() {
    double byVector = vectorWeight == null ? Fusion.DEFAULT.vectorWeight() : vectorWeight;
    double byText = textWeight == null ? Fusion.DEFAULT.textWeight() : textWeight;
    requireWeight("vector_weight", byVector);
    requireWeight("text_weight", byText);
    if (byVector == 0 && byText == 0) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "One of 'fusion.vector_weight' and 'fusion.text_weight' must be above 0.");
    }
    return new Fusion(
        byVector, byText, Limits.within("fusion.k", k, Fusion.DEFAULT.k(), Fusion.HIGHEST_K));
  }

  private static void requireWeight(String field, double weight) {
    // Not a number fails this comparison too.
    if (!(weight >= 0 && weight <= Fusion.HIGHEST_WEIGHT)) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The field 'fusion.%s' must be 0 to %.0f.".formatted(field, Fusion.HIGHEST_WEIGHT));
    }
  }
}
