package org.gibsey.api.chats;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.chats.Said.Speaker;
import org.gibsey.api.http.ProblemType;

/** What was said, in the table {@code gibsey.turns}; every write names its time. */
final class CassandraWords implements Words {
  private static final String AGAIN = "by sending the same request again";

  private final Patience patience;
  private final Statement insert;
  private final Statement select;
  private final Statement delete;
  private final Statement deleteAll;

  CassandraWords(CassandraConnection connection, Duration deadline) {
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.insert =
        Statement.ofQuorum(
            connection,
            "INSERT INTO gibsey.turns (chat_id, turn_num, speaker, owner_id, character_id, book_id,"
                + " progress, said_at, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
    this.select =
        Statement.ofQuorum(
            connection,
            "SELECT turn_num, speaker, text, progress, said_at, WRITETIME(text) AS written FROM gibsey.turns"
                + " WHERE chat_id = ? AND turn_num < ? ORDER BY turn_num DESC LIMIT ?");
    this.delete =
        Statement.ofQuorum(
            connection,
            "DELETE FROM gibsey.turns USING TIMESTAMP ?"
                + " WHERE chat_id = ? AND turn_num = ? AND speaker = ?");
    this.deleteAll =
        Statement.ofQuorum(
            connection, "DELETE FROM gibsey.turns USING TIMESTAMP ? WHERE chat_id = ?");
  }

  @Override
  public void say(Chat chat, Said said) {
    patience.write(
        () ->
            insert.execute(
                chat.id(),
                said.turnNum(),
                said.speaker().text(),
                chat.ownerId(),
                chat.characterId(),
                chat.bookId(),
                said.progress(),
                said.saidAt(),
                said.text(),
                said.writeTimeMicros()),
        AGAIN);
  }

  @Override
  public List<Said> said(String chatId, int before, int turns) {
    // A turn has one or two rows, so that the last of them may be cut in half only when there are
    // more than so many.
    List<Said> rows =
        patience.read(
            () -> select.all(CassandraWords::said, chatId, before, 2 * turns),
            "What was said cannot be read right now; try again.");
    List<Integer> wanted = rows.stream().map(Said::turnNum).distinct().limit(turns).toList();
    return rows.stream().filter(said -> wanted.contains(said.turnNum())).toList();
  }

  @Override
  public void delete(String chatId, int turnNum, Speaker speaker, long writeTimeMicros) {
    patience.write(() -> delete.execute(writeTimeMicros, chatId, turnNum, speaker.text()), AGAIN);
  }

  @Override
  public void deleteAll(String chatId, long writeTimeMicros) {
    patience.write(() -> deleteAll.execute(writeTimeMicros, chatId), AGAIN);
  }

  private static Said said(Row row) {
    return new Said(
        row.getInt("turn_num"),
        Speaker.of(Objects.requireNonNull(row.getString("speaker"))),
        Objects.requireNonNullElse(row.getString("text"), ""),
        row.get("progress", Integer.class),
        Objects.requireNonNullElse(row.getInstant("said_at"), Instant.EPOCH),
        row.getLong("written"));
  }
}
