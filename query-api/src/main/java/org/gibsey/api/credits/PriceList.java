package org.gibsey.api.credits;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prices by the names of models. What is for one name alone counts before any pattern. */
public final class PriceList implements Prices {
  /** The model that answers in the books' own words. */
  static final String EXTRACTIVE = "extractive";

  private static final List<ModelPrice> BUILT_IN =
      List.of(
          new ModelPrice(EXTRACTIVE, BigDecimal.ZERO, BigDecimal.ZERO, 1),
          new ModelPrice("*", BigDecimal.ONE, BigDecimal.valueOf(4), 1));

  private final List<ModelPrice> entries;

  private PriceList(List<ModelPrice> entries) {
    this.entries = entries;
  }

  /**
   * Prices; the built-in ones are for models that none of these fit.
   *
   * @param own in the order in which patterns are tried
   * @throws IllegalArgumentException when one can never count, because an earlier one fits whatever
   *     it fits
   */
  static PriceList of(List<ModelPrice> own) {
    Set<String> names = new HashSet<>();
    boolean all = false;
    for (ModelPrice price : own) {
      if (!names.add(price.model()) || (all && !price.isExact())) {
        throw new IllegalArgumentException(
            "'%s' can never count, an earlier entry is for the same models"
                .formatted(price.model()));
      }
      all |= price.isForAll();
    }
    List<ModelPrice> entries = new ArrayList<>(own);
    BUILT_IN.stream()
        .filter(price -> own.stream().noneMatch(other -> other.model().equals(price.model())))
        .forEach(entries::add);
    // The sort is stable: patterns stay in their order.
    entries.sort(Comparator.comparing(price -> !price.isExact()));
    return new PriceList(List.copyOf(entries));
  }

  /** The prices that count unless others are given. */
  public static PriceList builtIn() {
    return of(List.of());
  }

  /**
   * Prices from a file.
   *
   * @param file YAML, or null for the built-in prices
   * @throws IllegalArgumentException when the content is not valid; the message names file, line,
   *     key and what is allowed
   * @throws java.io.UncheckedIOException when the file cannot be read
   */
  public static PriceList load(@Nullable Path file) {
    return file == null ? builtIn() : of(PricesYaml.read(file));
  }

  @Override
  public long of(String model, int promptTokens, int completionTokens) {
    return entry(model).of(promptTokens, completionTokens);
  }

  /** The entry that counts for a model. */
  ModelPrice entry(String model) {
    // The last one fits every name.
    return entries.stream().filter(price -> price.fits(model)).findFirst().orElseThrow();
  }

  /** All of it: what counts earlier comes first, and what is for any model last. */
  public List<ModelPrice> entries() {
    return entries;
  }
}
