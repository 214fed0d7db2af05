package org.gibsey.tools.reconcile;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gibsey.tools.ToolException;

/**
 * Reads rows of a table with the write time and the time to live of every value, at a consistency
 * of LOCAL_QUORUM: a replica that missed a write must not make a row look deleted.
 */
final class SourceRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final CqlSession session;
  private final SourceTable table;
  private final Clock clock;
  private final int pageSize;
  private final PreparedStatement one;

  /**
   * @param pageSize rows that are fetched, and held, at a time
   */
  SourceRows(CqlSession session, SourceTable table, Clock clock, int pageSize) {
    this.session = session;
    this.table = table;
    this.clock = clock;
    this.pageSize = pageSize;
    this.one =
        session.prepare(
            select(table)
                + table.keys().stream()
                    .map(column -> column.quoted() + " = ?")
                    .collect(Collectors.joining(" AND ", " WHERE ", "")));
  }

  /** Every row of the table, page after page, in the order of Cassandra's tokens. */
  void forEach(Consumer<SourceRow> each) {
    int now = nowInSeconds();
    Statement<?> all =
        prepare(SimpleStatement.newInstance(select(table)).setPageSize(pageSize), now);
    for (Row row : session.execute(all)) {
      each.accept(row(row, now));
    }
  }

  /**
   * One row, or empty when there is none.
   *
   * @param rowKey the key as the index writes it
   * @throws ToolException when it is not a key of this table
   */
  Optional<SourceRow> read(String rowKey) {
    int now = nowInSeconds();
    Row row = session.execute(prepare(one.bind(keyValues(rowKey)), now)).one();
    return Optional.ofNullable(row).map(found -> row(found, now));
  }

  /**
   * TTL() answers with the seconds that are left, counted from a present that this statement says:
   * so the end is known to the second, as the connector publishes it.
   */
  private static <S extends Statement<S>> S prepare(S statement, int nowInSeconds) {
    return statement
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
        .setNowInSeconds(nowInSeconds)
        .setIdempotent(true);
  }

  private Object[] keyValues(String rowKey) {
    try {
      JsonNode key = JSON.readTree(rowKey);
      return table.keys().stream()
          .map(column -> column.type().ofJson(key.path(column.name())))
          .toArray();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ToolException("the index holds " + rowKey + ", no key of " + table.name(), e);
    }
  }

  private SourceRow row(Row row, int now) {
    ObjectNode key = JSON.createObjectNode();
    int at = 0;
    for (SourceColumn column : table.keys()) {
      Object value = row.getObject(at++);
      if (value == null) {
        throw new ToolException("a row of " + table.name() + " has no " + column.name());
      }
      key.set(column.name(), ColumnType.toJson(value));
    }
    Map<String, SourceCell> cells = new HashMap<>();
    for (SourceColumn column : table.values()) {
      Object value = row.getObject(at);
      if (value != null) {
        long left = row.isNull(at + 2) ? 0 : row.getInt(at + 2);
        long expiry = left == 0 ? 0 : (now + left) * MICROS_PER_SECOND;
        cells.put(
            column.name(), new SourceCell(ColumnType.toJson(value), row.getLong(at + 1), expiry));
      }
      at += 3;
    }
    return new SourceRow(key, cells);
  }

  private int nowInSeconds() {
    return (int) clock.instant().getEpochSecond();
  }

  private static String select(SourceTable table) {
    String keys = table.keys().stream().map(SourceColumn::quoted).collect(Collectors.joining(", "));
    String values =
        table.values().stream()
            .map(SourceColumn::quoted)
            .map(name -> ", %s, WRITETIME(%s), TTL(%s)".formatted(name, name, name))
            .collect(Collectors.joining());
    return "SELECT "
        + keys
        + values
        + " FROM \""
        + table.name().keyspace()
        + "\".\""
        + table.name().table()
        + '"';
  }
}
