package org.gibsey.api;

import org.gibsey.row.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * A row of the collection {@code turns}.
 *
 * @param owner whose chat it is
 */
record TestTurn(String owner, String chat, int number, String speaker, String book, String text)
    implements TestRow {
  @Override
  public String collection() {
    return "turns";
  }

  @Override
  public String rowKey() {
    return "{\"chat_id\":\"%s\",\"turn_num\":%d,\"speaker\":\"%s\"}"
        .formatted(chat, number, speaker);
  }

  @Override
  public @Nullable String title() {
    return null;
  }

  @Override
  public FieldValue[] fields() {
    return new FieldValue[] {
      new FieldValue("owner_id", owner),
      new FieldValue("book_id", book),
      new FieldValue("progress", Integer.toString(number)),
      new FieldValue("said_at", Long.toString(1_767_225_600_000L + number))
    };
  }
}
