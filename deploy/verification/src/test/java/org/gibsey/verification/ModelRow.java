package org.gibsey.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gibsey.index.IndexedRow;

/**
 * A searchable row, as far as it does not depend on when its events came.
 *
 * @param writeTime of its newest value in microseconds since 1970
 * @param hash hex SHA-256 of the title, a zero byte and the text; of the text alone without a title
 * @param fields values of chapter, speaker and title
 */
record ModelRow(long writeTime, String hash, Map<String, String> fields) {
  static ModelRow of(IndexedRow row) {
    return new ModelRow(row.writeTimeMicros(), row.textHash(), new TreeMap<>(row.fields()));
  }

  static ModelRow of(long writeTime, Map<String, String> values) {
    Map<String, String> fields = new TreeMap<>(values);
    String text = Objects.requireNonNull(fields.remove("text"), "a searchable row has a text");
    String title = fields.get("title");
    String hashed = title == null ? text : title + '\0' + text;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
      return new ModelRow(writeTime, HexFormat.of().formatHex(hash), fields);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
