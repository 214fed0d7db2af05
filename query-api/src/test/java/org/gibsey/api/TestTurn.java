package org.gibsey.api;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.row.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * A row of the collection {@code turns}.
 *
 * @param owner whose chat it is
 * @param character who the chat is with, or null
 * @param progress last page that the reader has read, or null for all of them
 */
record TestTurn(
    String owner,
    String chat,
    int number,
    String speaker,
    String book,
    String text,
    @Nullable String character,
    @Nullable Integer progress)
    implements TestRow {
  /** A turn of a chat with nobody, at a page of its own number. */
  TestTurn(String owner, String chat, int number, String speaker, String book, String text) {
    this(owner, chat, number, speaker, book, text, null, number);
  }

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
    List<FieldValue> fields = new ArrayList<>();
    fields.add(new FieldValue("owner_id", owner));
    fields.add(new FieldValue("book_id", book));
    fields.add(new FieldValue("said_at", Long.toString(1_767_225_600_000L + number)));
    if (character != null) {
      fields.add(new FieldValue("character_id", character));
    }
    if (progress != null) {
      fields.add(new FieldValue("progress", Integer.toString(progress)));
    }
    return fields.toArray(FieldValue[]::new);
  }
}
