package org.gibsey.api.http;

import java.util.stream.Collectors;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;

/** A collection that a request names. */
public final class NamedCollection {
  private NamedCollection() {}

  /**
   * The collection of a name.
   *
   * @throws Problem of the type {@code UNKNOWN_COLLECTION}, which tells the names there are
   */
  public static CollectionDefinition of(Collections collections, String name) {
    return collections
        .named(name)
        .orElseThrow(
            () ->
                new Problem(
                    ProblemType.UNKNOWN_COLLECTION,
                    collections.definitions().stream()
                        .map(CollectionDefinition::name)
                        .collect(Collectors.joining(", ", "There are: ", "."))));
  }
}
