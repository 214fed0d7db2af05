package org.gibsey.api.chats;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.gibsey.api.cassandra.Batch;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * Turns in the table {@code gibsey.turn_events}. All that happens while a turn is written is a
 * lightweight transaction on its partition that wants the status {@code writing}, so that whoever
 * ends a turn ends it for everybody. The deletion of all of it, long after, has the write time of
 * the end and one microsecond more, whatever any clock says.
 */
final class CassandraTurnLog implements TurnLog {
  private static final String WHERE = " WHERE chat_id = ? AND turn_num = ?";
  private static final String STATE =
      "SELECT DISTINCT chat_id, turn_num, status, last_seq, stop, asked_by, replaces, ended_at,"
          + " reply, credits, detail, WRITETIME(status) AS status_at FROM gibsey.turn_events"
          + " WHERE chat_id = ? AND turn_num ";
  private static final String UPDATE = "UPDATE gibsey.turn_events SET ";
  private static final String END =
      "status = ?, last_seq = ?, ended_at = ?, reply = ?, credits = ?, detail = ?";
  private static final String AWAY =
      "Turns cannot be reached right now; nobody knows whether anything was changed. Try again.";

  private final CassandraConnection connection;
  private final Patience patience;
  private final Statement begin;
  private final Statement advance;
  private final Statement finish;
  private final Statement bar;
  private final Statement insert;
  private final Statement stop;
  private final Statement state;
  private final Statement states;
  private final Statement events;
  private final Statement delete;

  CassandraTurnLog(CassandraConnection connection, Duration deadline) {
    this.connection = connection;
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.begin =
        statement(
            "INSERT INTO gibsey.turn_events (chat_id, turn_num, status, last_seq, asked_by, writer,"
                + " replaces) VALUES (?, ?, 'writing', 0, ?, ?, ?) IF NOT EXISTS");
    String unchanged = " IF status = 'writing' AND last_seq = ?";
    this.advance = statement(UPDATE + "last_seq = ?" + WHERE + unchanged);
    this.finish = statement(UPDATE + END + WHERE + unchanged);
    this.bar = statement(UPDATE + END + WHERE + " IF status = null");
    this.insert =
        statement(
            "INSERT INTO gibsey.turn_events (chat_id, turn_num, seq, event, data)"
                + " VALUES (?, ?, ?, ?, ?)");
    this.stop = statement(UPDATE + "stop = true" + WHERE + " IF status = 'writing'");
    this.state = statement(STATE + "= ?");
    this.states = statement(STATE + "IN ?");
    this.events =
        statement(
            "SELECT seq, event, data FROM gibsey.turn_events" + WHERE + " AND seq > ? LIMIT ?");
    this.delete = statement("DELETE FROM gibsey.turn_events USING TIMESTAMP ?" + WHERE);
  }

  private Statement statement(String cql) {
    return Statement.ofQuorum(connection, cql);
  }

  @Override
  public boolean begin(TurnKey key, String askedBy, String writer, @Nullable Integer replaces) {
    Row row = row(() -> begin.execute(key.chatId(), key.number(), askedBy, writer, replaces));
    // The driver sends a statement again whose outcome it did not learn.
    return applied(row)
        || (writer.equals(row.getString("writer")) && "writing".equals(row.getString("status")));
  }

  @Override
  public boolean append(TurnKey key, List<TurnEvent> events) {
    int after = events.getFirst().seq() - 1;
    int last = events.getLast().seq();
    Batch batch = new Batch(connection).add(advance, last, key.chatId(), key.number(), after);
    events.forEach(event -> insert(batch, key, event));
    Row row = row(batch::execute);
    return applied(row)
        || (row.getColumnDefinitions().contains("status")
            && "writing".equals(row.getString("status"))
            && row.getInt("last_seq") == last);
  }

  @Override
  public boolean end(TurnKey key, int after, List<TurnEvent> last, TurnEnd end) {
    int lastSeq = after + last.size();
    Object[] values = {
      end.status().text(),
      lastSeq,
      end.endedAtMicros(),
      end.reply(),
      end.credits(),
      end.detail(),
      key.chatId(),
      key.number()
    };
    Batch batch = new Batch(connection);
    if (state(key).isEmpty()) {
      batch.add(bar, values);
    } else {
      Object[] conditioned = Arrays.copyOf(values, values.length + 1);
      conditioned[values.length] = after;
      batch.add(finish, conditioned);
    }
    last.forEach(event -> insert(batch, key, event));
    return applied(row(batch::execute))
        || state(key).map(TurnState::end).filter(end::equals).isPresent();
  }

  private void insert(Batch batch, TurnKey key, TurnEvent event) {
    batch.add(insert, key.chatId(), key.number(), event.seq(), event.name(), event.data());
  }

  @Override
  public void stop(TurnKey key) {
    row(() -> stop.execute(key.chatId(), key.number()));
  }

  @Override
  public Optional<TurnState> state(TurnKey key) {
    return stored(key).map(Stored::state);
  }

  private Optional<Stored> stored(TurnKey key) {
    return patience.read(
        () ->
            state
                .first(CassandraTurnLog::stored, key.chatId(), key.number())
                .thenApply(Optional::ofNullable),
        AWAY);
  }

  @Override
  public List<TurnState> states(String chatId, Collection<Integer> numbers) {
    return numbers.isEmpty()
        ? List.of()
        : patience.read(
            () -> states.all(row -> stored(row).state(), chatId, List.copyOf(numbers)), AWAY);
  }

  @Override
  public List<TurnEvent> events(TurnKey key, int after, int limit) {
    if (limit == 0) {
      // CQL takes no such limit.
      return List.of();
    }
    return patience.read(
        () -> events.all(CassandraTurnLog::event, key.chatId(), key.number(), after, limit), AWAY);
  }

  @Override
  public int delete(TurnKey key) {
    Optional<Stored> stored = stored(key);
    stored.ifPresent(
        found ->
            patience.write(
                () -> delete.execute(found.writtenAtMicros + 1, key.chatId(), key.number()),
                "by sending the same request again"));
    return stored.map(found -> found.state.lastSeq()).orElse(0);
  }

  private Row row(Supplier<CompletionStage<AsyncResultSet>> statement) {
    return Objects.requireNonNull(patience.read(statement, AWAY).one());
  }

  private static boolean applied(Row row) {
    return row.getBoolean("[applied]");
  }

  /** A turn, and when its status was written last. */
  private record Stored(TurnState state, long writtenAtMicros) {}

  private static Stored stored(Row row) {
    TurnStatus status = TurnStatus.of(Objects.requireNonNull(row.getString("status")));
    TurnState state =
        new TurnState(
            new TurnKey(Objects.requireNonNull(row.getString("chat_id")), row.getInt("turn_num")),
            status,
            row.getInt("last_seq"),
            row.getBoolean("stop"),
            row.getString("asked_by"),
            row.get("replaces", Integer.class),
            status == TurnStatus.WRITING ? null : end(status, row));
    return new Stored(state, row.getLong("status_at"));
  }

  private static TurnEnd end(TurnStatus status, Row row) {
    return new TurnEnd(
        status,
        row.getLong("ended_at"),
        Objects.requireNonNullElse(row.getString("reply"), ""),
        row.getLong("credits"),
        Objects.requireNonNullElse(row.getString("detail"), "{}"));
  }

  private static TurnEvent event(Row row) {
    return new TurnEvent(
        row.getInt("seq"),
        Objects.requireNonNull(row.getString("event")),
        Objects.requireNonNull(row.getString("data")));
  }
}
