package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.FilterBody;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.FieldType;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/** Which pages a character may know, as JSON: a filter like that of a search. */
public final class Knowledge {
  private static final String PAGES = "pages";

  /** Keeps 7.50 as it is, so that what is read is what was written. */
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

  private static final String SPEAKER = "speaker";

  private final Optional<CollectionDefinition> pages;

  private Knowledge(Optional<CollectionDefinition> pages) {
    this.pages = pages;
  }

  /** Of the pages in these collections. */
  public static Knowledge of(Collections collections) {
    return new Knowledge(collections.named(PAGES));
  }

  /** The pages that a character speaks itself. */
  static RowFilter own(Card card) {
    return RowFilter.equal(Map.of(SPEAKER, card.name()));
  }

  /**
   * The filter of a character.
   *
   * @param knows the filter as JSON, or null for {@linkplain #own its own pages}
   * @throws Problem of the type {@code INVALID_VALUE} when it is no filter of pages
   */
  RowFilter read(@Nullable JsonNode knows, Card card) {
    if (knows == null || knows.isNull()) {
      return own(card);
    }
    return FilterBody.of(
        knows,
        pages.orElseThrow(
            () ->
                new Problem(
                    ProblemType.INVALID_VALUE,
                    "There is no collection of pages to know any of; leave out the field 'knows'.")),
        "knows");
  }

  /** The filter as JSON, from which {@link #read} makes it again. */
  ObjectNode json(RowFilter filter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    list(json, "must", filter.must());
    list(json, "should", filter.should());
    list(json, "must_not", filter.mustNot());
    return json;
  }

  private void list(ObjectNode json, String name, List<Condition> conditions) {
    if (!conditions.isEmpty()) {
      ArrayNode list = json.putArray(name);
      conditions.forEach(condition -> list.add(condition(condition)));
    }
  }

  private ObjectNode condition(Condition condition) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("field", condition.column());
    switch (condition) {
      case Condition.Equal equal -> json.set("eq", value(equal.column(), equal.value()));
      case Condition.In in -> {
        ArrayNode values = json.putArray("in");
        in.values().forEach(value -> values.add(value(in.column(), value)));
      }
      case Condition.Range range -> {
        bound(json, "gt", range.column(), range.above());
        bound(json, "gte", range.column(), range.from());
        bound(json, "lt", range.column(), range.below());
        bound(json, "lte", range.column(), range.to());
      }
      case Condition.Exists exists -> json.put("exists", true);
    }
    return json;
  }

  private void bound(ObjectNode json, String name, String column, @Nullable String value) {
    if (value != null) {
      json.set(name, value(column, value));
    }
  }

  private JsonNode value(String column, String value) {
    FieldType type = pages.map(collection -> collection.filters().get(column)).orElse(null);
    return type == FieldType.NUMBER
        ? JSON.numberNode(new BigDecimal(value))
        : JsonNodeFactory.instance.textNode(value);
  }
}
