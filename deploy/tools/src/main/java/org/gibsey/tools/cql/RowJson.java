package org.gibsey.tools.cql;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as one JSON object: numbers, booleans, arrays and objects as such, everything else as text.
 */
final class RowJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowJson() {}

  static String of(Row row) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int column = 0; column < row.size(); column++) {
      String name = row.getColumnDefinitions().get(column).getName().asInternal();
      cells.put(name, plain(row.getObject(column)));
    }
    try {
      return MAPPER.writeValueAsString(cells);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values is always valid JSON", impossible);
    }
  }

  /** The value as Jackson's plain types; keys of maps become text. */
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      // JSON has no NaN and no infinity.
      case Float number -> Float.isFinite(number) ? number : number.toString();
      case Double number -> Double.isFinite(number) ? number : number.toString();
      case Number number -> number;
      case Boolean flag -> flag;
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, entry) -> plain.put(String.valueOf(plain(key)), plain(entry)));
        yield plain;
      }
      case Collection<?> list -> each(list);
      case CqlVector<?> vector -> each(vector);
      case UdtValue udt -> fields(udt);
      case TupleValue tuple -> elements(tuple);
      case ByteBuffer bytes -> {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        yield "0x" + HexFormat.of().formatHex(copy);
      }
      default -> JsonNodeFactory.instance.textNode(value.toString());
    };
  }

  private static List<@Nullable Object> each(Iterable<?> values) {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(plain(value));
    }
    return plain;
  }

  private static Map<String, @Nullable Object> fields(UdtValue udt) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (int field = 0; field < udt.size(); field++) {
      String name = udt.getType().getFieldNames().get(field).asInternal();
      plain.put(name, plain(udt.getObject(field)));
    }
    return plain;
  }

  private static List<@Nullable Object> elements(TupleValue tuple) {
    List<@Nullable Object> plain = new ArrayList<>();
    for (int element = 0; element < tuple.size(); element++) {
      plain.add(plain(tuple.getObject(element)));
    }
    return plain;
  }
}
