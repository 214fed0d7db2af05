package org.gibsey.api.chats;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.cassandra.Statement;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.voice.Conversation.Summary;
import org.jspecify.annotations.Nullable;

/** Chats in the table {@code gibsey.chats}; all writes are lightweight transactions. */
final class CassandraChats implements Chats {
  private static final String COLUMNS =
      "owner_id, chat_id, title, character_id, book_id, progress, created_at, changed_at, turns,"
          + " writing, asked_by, edits, summary, summary_progress, summarised";
  private static final String WHERE = " WHERE owner_id = ? AND chat_id = ?";
  private static final String UPDATE = "UPDATE gibsey.chats SET ";
  private static final String AWAY =
      "Chats cannot be reached right now; nobody knows whether anything was changed. Try again.";

  private final Patience patience;
  private final Statement insert;
  private final Statement select;
  private final Statement selectNewest;
  private final Statement selectBefore;
  private final Statement setTitle;
  private final Statement setProgress;
  private final Statement next;
  private final Statement nextInstead;
  private final Statement free;
  private final Statement summarise;
  private final Statement close;
  private final Statement delete;

  CassandraChats(CassandraConnection connection, Duration deadline) {
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    String columns = "SELECT " + COLUMNS + " FROM gibsey.chats WHERE owner_id = ?";
    this.insert =
        Statement.ofQuorum(
            connection,
            "INSERT INTO gibsey.chats ("
                + COLUMNS
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) IF NOT EXISTS");
    this.select = Statement.ofQuorum(connection, columns + " AND chat_id = ?");
    this.selectNewest = Statement.ofQuorum(connection, columns + " LIMIT ?");
    this.selectBefore = Statement.ofQuorum(connection, columns + " AND chat_id < ? LIMIT ?");
    this.setTitle =
        Statement.ofQuorum(connection, UPDATE + "title = ?, changed_at = ?" + WHERE + " IF EXISTS");
    this.setProgress =
        Statement.ofQuorum(
            connection, UPDATE + "progress = ?, changed_at = ?" + WHERE + " IF EXISTS");
    String number = UPDATE + "turns = ?, writing = ?, asked_by = ?, changed_at = ?";
    String numberIf = " IF turns = ? AND writing = null AND asked_by = ?";
    this.next = Statement.ofQuorum(connection, number + WHERE + numberIf);
    this.nextInstead =
        Statement.ofQuorum(
            connection,
            number
                + ", edits = ?, summary = ?, summary_progress = ?, summarised = ?"
                + WHERE
                + numberIf
                + " AND summarised = ?");
    this.free =
        Statement.ofQuorum(
            connection, UPDATE + "writing = null, changed_at = ?" + WHERE + " IF writing = ?");
    this.summarise =
        Statement.ofQuorum(
            connection,
            UPDATE
                + "summary = ?, summary_progress = ?, summarised = ?"
                + WHERE
                + " IF summarised = ? AND edits = ?");
    this.close =
        Statement.ofQuorum(
            connection,
            UPDATE + "writing = ?" + WHERE + " IF writing = null AND created_at != null");
    this.delete = Statement.ofQuorum(connection, "DELETE FROM gibsey.chats" + WHERE + " IF EXISTS");
  }

  @Override
  public void create(Chat chat) {
    run(
        insert,
        chat.ownerId(),
        chat.id(),
        chat.title(),
        chat.characterId(),
        chat.bookId(),
        chat.progress(),
        chat.createdAt(),
        chat.changedAt(),
        chat.turns(),
        chat.writing(),
        chat.askedBy(),
        chat.edits(),
        chat.summary().text(),
        chat.summary().progress(),
        chat.summarised());
  }

  @Override
  public Optional<Chat> chat(String ownerId, String chatId) {
    return Optional.ofNullable(wait(() -> select.first(CassandraChats::chat, ownerId, chatId)));
  }

  @Override
  public List<Chat> chats(String ownerId, @Nullable String before, int limit) {
    return wait(
        () ->
            (before == null
                ? selectNewest.all(CassandraChats::chat, ownerId, limit)
                : selectBefore.all(CassandraChats::chat, ownerId, before, limit)));
  }

  @Override
  public boolean change(
      String ownerId,
      String chatId,
      @Nullable String title,
      @Nullable Integer progress,
      Instant now) {
    boolean there = true;
    if (title != null) {
      there = applied(run(setTitle, title, now, ownerId, chatId));
    }
    if (progress != null && there) {
      there = applied(run(setProgress, progress, now, ownerId, chatId));
    }
    return there;
  }

  @Override
  public Optional<Integer> next(
      Chat seen, String askedBy, @Nullable Integer replaces, Instant now) {
    int number = seen.turns() + 1;
    Row row;
    if (replaces == null) {
      row =
          run(
              next,
              number,
              number,
              askedBy,
              now,
              seen.ownerId(),
              seen.id(),
              seen.turns(),
              seen.askedBy());
    } else {
      boolean keeps = seen.summarised() < replaces;
      Summary summary = keeps ? seen.summary() : Summary.NONE;
      row =
          run(
              nextInstead,
              number,
              number,
              askedBy,
              now,
              seen.edits() + 1,
              summary.text(),
              summary.progress(),
              keeps ? seen.summarised() : 0,
              seen.ownerId(),
              seen.id(),
              seen.turns(),
              seen.askedBy(),
              seen.summarised());
    }
    if (applied(row)) {
      return Optional.of(number);
    }
    // The driver sends a statement again whose outcome it did not learn.
    return row.getColumnDefinitions().contains("asked_by")
            && askedBy.equals(row.getString("asked_by"))
        ? Optional.of(row.getInt("turns"))
        : Optional.empty();
  }

  @Override
  public void free(String ownerId, String chatId, int turn, Instant now) {
    run(free, now, ownerId, chatId, turn);
  }

  @Override
  public boolean summarise(Chat seen, Summary summary, int last) {
    Row row =
        run(
            summarise,
            summary.text(),
            summary.progress(),
            last,
            seen.ownerId(),
            seen.id(),
            seen.summarised(),
            seen.edits());
    return applied(row);
  }

  @Override
  public boolean close(String ownerId, String chatId) {
    Row row = run(close, Chat.CLOSED, ownerId, chatId);
    return applied(row)
        || (row.getColumnDefinitions().contains("writing")
            && Integer.valueOf(Chat.CLOSED).equals(row.get("writing", Integer.class)));
  }

  @Override
  public void delete(String ownerId, String chatId) {
    run(delete, ownerId, chatId);
  }

  private Row run(Statement statement, @Nullable Object... values) {
    AsyncResultSet rows = patience.read(() -> statement.execute(values), AWAY);
    return Objects.requireNonNull(rows.one());
  }

  private <T extends @Nullable Object> T wait(Supplier<CompletionStage<T>> query) {
    return patience.read(query, AWAY);
  }

  private static boolean applied(Row row) {
    return row.getBoolean("[applied]");
  }

  private static Chat chat(Row row) {
    return new Chat(
        Objects.requireNonNull(row.getString("owner_id")),
        Objects.requireNonNull(row.getString("chat_id")),
        Objects.requireNonNullElse(row.getString("title"), ""),
        Objects.requireNonNullElse(row.getString("character_id"), ""),
        row.getString("book_id"),
        row.get("progress", Integer.class),
        Objects.requireNonNullElse(row.getInstant("created_at"), Instant.EPOCH),
        Objects.requireNonNullElse(row.getInstant("changed_at"), Instant.EPOCH),
        row.getInt("turns"),
        row.get("writing", Integer.class),
        row.getString("asked_by"),
        row.getInt("edits"),
        new Summary(
            Objects.requireNonNullElse(row.getString("summary"), ""),
            row.get("summary_progress", Integer.class)),
        row.getInt("summarised"));
  }
}
