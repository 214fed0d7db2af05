package org.gibsey.api.characters;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Statement;
import org.jspecify.annotations.Nullable;

/** Replaces a character: every column is written, those without a value as deleted. */
final class InsertCharacter {
  private static final String WITHOUT_PICTURE =
      "INSERT INTO gibsey.characters (character_id, book_id, knows, card)"
          + " VALUES (?, ?, ?, ?) USING TIMESTAMP ?";
  private static final String WITH_PICTURE =
      "INSERT INTO gibsey.characters (character_id, book_id, knows, card, portrait)"
          + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?";

  private final Statement withoutPicture;
  private final Statement withPicture;
  private final CharacterRow rows;

  InsertCharacter(CassandraConnection connection, CharacterRow rows) {
    this.withoutPicture = Statement.ofQuorum(connection, WITHOUT_PICTURE);
    this.withPicture = Statement.ofQuorum(connection, WITH_PICTURE);
    this.rows = rows;
  }

  /** Leaves the picture as it is. */
  CompletionStage<?> execute(Character character, long writeTimeMicros) {
    return withoutPicture.execute(
        character.id(),
        character.bookId(),
        rows.knows(character),
        CardJson.text(character.card().json()),
        writeTimeMicros);
  }

  CompletionStage<?> execute(Character character, byte @Nullable [] picture, long writeTimeMicros) {
    return withPicture.execute(
        character.id(),
        character.bookId(),
        rows.knows(character),
        CardJson.text(character.card().json()),
        picture == null ? null : ByteBuffer.wrap(picture),
        writeTimeMicros);
  }
}
