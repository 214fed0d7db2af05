package org.gibsey.tools.cql;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import java.util.Set;

/** A cell of a row as text on one line. */
final class CellText {

  private static final Set<DataType> NUMBERS =
      Set.of(
          DataTypes.TINYINT,
          DataTypes.SMALLINT,
          DataTypes.INT,
          DataTypes.BIGINT,
          DataTypes.VARINT,
          DataTypes.COUNTER,
          DataTypes.FLOAT,
          DataTypes.DOUBLE,
          DataTypes.DECIMAL);

  private CellText() {}

  static boolean isNumber(DataType type) {
    return NUMBERS.contains(type);
  }

  /**
   * {@code null} for an absent value, a text without its quotes, anything else as a CQL literal.
   */
  static String of(Row row, int column) {
    if (row.isNull(column)) {
      return "null";
    }
    DataType type = row.getType(column);
    if (type.equals(DataTypes.TEXT) || type.equals(DataTypes.ASCII)) {
      return onOneLine(String.valueOf(row.getString(column)));
    }
    TypeCodec<Object> codec = row.codecRegistry().codecFor(type);
    return onOneLine(codec.format(row.get(column, codec)));
  }

  /** Line breaks and other control characters as escapes, which keep the columns aligned. */
  static String onOneLine(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars()
        .forEach(
            unit -> {
              switch (unit) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (Character.isISOControl(unit)) {
                    out.append(String.format("\\u%04x", unit));
                  } else {
                    out.append((char) unit);
                  }
                }
              }
            });
    return out.toString();
  }
}
