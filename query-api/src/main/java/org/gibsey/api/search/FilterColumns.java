package org.gibsey.api.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.jspecify.annotations.Nullable;

/** The columns that searches of a collection can be narrowed by: key columns first. */
final class FilterColumns {
  private final Map<String, FieldType> types;

  private FilterColumns(Map<String, FieldType> types) {
    this.types = types;
  }

  static FilterColumns of(CollectionDefinition collection) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (String key : collection.keyColumns()) {
      types.put(key, collection.filters().getOrDefault(key, FieldType.KEYWORD));
    }
    collection.filters().forEach(types::putIfAbsent);
    return new FilterColumns(types);
  }

  /** How a column is compared, or null when searches can't be narrowed by it. */
  @Nullable FieldType type(String column) {
    return types.get(column);
  }

  /** Names of the columns and of their types, as they go out. */
  Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    types.forEach((column, type) -> named.put(column, Choice.name(type)));
    return Collections.unmodifiableMap(named);
  }

  /** The columns with their types in one line. */
  @Override
  public String toString() {
    return named().entrySet().stream()
        .map(column -> column.getKey() + " (" + column.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
