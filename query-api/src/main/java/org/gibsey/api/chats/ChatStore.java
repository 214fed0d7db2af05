package org.gibsey.api.chats;

import java.time.Duration;
import org.gibsey.api.cassandra.CassandraConnection;

/** Where chats are kept. */
public record ChatStore(Chats chats, Words words, TurnLog log) {
  /**
   * A store behind a connection.
   *
   * @param deadline how long any method may take
   */
  public static ChatStore in(CassandraConnection connection, Duration deadline) {
    return new ChatStore(
        new CassandraChats(connection, deadline),
        new CassandraWords(connection, deadline),
        new CassandraTurnLog(connection, deadline));
  }
}
