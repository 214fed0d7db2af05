package org.gibsey.collection;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A Cassandra table, written {@code keyspace.table}; or a table of another database, whose schema
 * or database stands for the keyspace.
 *
 * @param keyspace 1 to 48 letters, digits and underscores, beginning with a letter
 * @param table the same
 */
public record TableName(String keyspace, String table) implements Serializable {
  static final String ALLOWED = "keyspace.table, each 1 to 48 of [A-Za-z0-9_] with a letter first";

  private static final Pattern PART = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,47}");

  public TableName {
    if (!PART.matcher(keyspace).matches() || !PART.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "Table '" + keyspace + "." + table + "' is not of the form " + ALLOWED);
    }
  }

  /**
   * Parses {@code keyspace.table}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("Table '" + text + "' is not of the form " + ALLOWED);
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return keyspace + "." + table;
  }
}
