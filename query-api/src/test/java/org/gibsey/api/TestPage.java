package org.gibsey.api;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.row.FieldValue;
import org.jspecify.annotations.Nullable;

/** A row of the collection {@code pages}; a column without a value is null. */
record TestPage(
    String book,
    int number,
    @Nullable String chapter,
    @Nullable String title,
    @Nullable String speaker,
    String text)
    implements TestRow {
  @Override
  public String collection() {
    return "pages";
  }

  @Override
  public String rowKey() {
    return "{\"book_id\":\"" + book + "\",\"page_num\":" + number + "}";
  }

  @Override
  public FieldValue[] fields() {
    List<FieldValue> fields = new ArrayList<>();
    add(fields, "chapter", chapter);
    add(fields, "title", title);
    add(fields, "speaker", speaker);
    return fields.toArray(FieldValue[]::new);
  }

  private static void add(List<FieldValue> fields, String column, @Nullable String value) {
    if (value != null) {
      fields.add(new FieldValue(column, value));
    }
  }
}
