package org.gibsey.tools.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Objects;
import org.gibsey.tools.cql.RowTable;
import org.jspecify.annotations.Nullable;

/** Letters as a person or a program reads them. */
final class LetterText {
  private static final List<String> HEADINGS =
      List.of("letter", "time", "reason", "record", "row key", "detail");
  private static final List<Boolean> NUMERIC = List.of(true, false, false, false, false, false);

  private LetterText() {}

  /** One line each. */
  static String table(List<Letter> letters) {
    return new RowTable(HEADINGS, NUMERIC).render(letters.stream().map(LetterText::cells).toList());
  }

  /** Everything, the bytes as text where they are text. */
  static String whole(Letter letter) {
    return """
        letter   %d
        time     %s
        reason   %s
        detail   %s
        record   %s
        row key  %s
        key      %s
        value    %s
        """
        .formatted(
            letter.number(),
            letter.at(),
            letter.reason(),
            letter.detail(),
            record(letter),
            Objects.requireNonNullElse(letter.rowKey(), "-"),
            bytes(letter.key()),
            bytes(letter.value()));
  }

  /** One JSON object on one line, without the bytes. */
  static String json(Letter letter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("letter", letter.number());
    json.put("at", letter.at().toString());
    json.put("reason", letter.reason());
    json.put("detail", letter.detail());
    json.put("topic", letter.topic());
    RecordPlace place = letter.place();
    json.put("partition", place == null ? null : (Integer) place.partition());
    json.put("offset", place == null ? null : (Long) place.offset());
    json.put("row_key", letter.rowKey());
    return json.toString();
  }

  private static List<String> cells(Letter letter) {
    return List.of(
        String.valueOf(letter.number()),
        letter.at().toString(),
        letter.reason(),
        record(letter),
        Objects.requireNonNullElse(letter.rowKey(), "-"),
        letter.detail().replaceAll("\\s+", " "));
  }

  private static String record(Letter letter) {
    return letter.place() == null
        ? Objects.requireNonNullElse(letter.topic(), "-")
        : letter.place().toString();
  }

  private static String bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "not in the letter";
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException binary) {
      // Good bytes show, bad ones become the replacement character.
      return "(not UTF-8, " + bytes.length + " bytes) " + new String(bytes, UTF_8);
    }
  }
}
