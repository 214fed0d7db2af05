package org.gibsey.api.characters;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.cassandra.Patience;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.token.WriteTime;
import org.jspecify.annotations.Nullable;

/** Characters in Cassandra. */
public final class CassandraCharacters implements CharacterStore {
  /** By name, and those of one name by id. */
  static final Comparator<Character> BY_NAME =
      Comparator.comparing(Character::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Character::id);

  private final Patience patience;
  private final SelectCharacter select;
  private final SelectCharacters selectAll;
  private final SelectPicture selectPicture;
  private final InsertCharacter insert;
  private final DeleteCharacter delete;

  /**
   * Characters behind a connection.
   *
   * @param deadline how long any method may take
   */
  public CassandraCharacters(
      CassandraConnection connection, Duration deadline, Knowledge knowledge) {
    CharacterRow rows = new CharacterRow(knowledge);
    this.patience = new Patience(deadline, ProblemType.STORE_UNAVAILABLE);
    this.select = new SelectCharacter(connection, rows);
    this.selectAll = new SelectCharacters(connection, rows);
    this.selectPicture = new SelectPicture(connection);
    this.insert = new InsertCharacter(connection, rows);
    this.delete = new DeleteCharacter(connection);
  }

  @Override
  public Optional<StoredCharacter> stored(String id) {
    return read(() -> select.execute(id));
  }

  @Override
  public Optional<byte[]> picture(String id) {
    return read(() -> selectPicture.execute(id));
  }

  @Override
  public List<Character> characters() {
    return read(selectAll::execute).stream().sorted(BY_NAME).toList();
  }

  @Override
  public void put(Character character, long writeTimeMicros) {
    patience.write(
        () -> insert.execute(character, writeTimeMicros),
        "with \"write_time\": \"" + WriteTime.text(writeTimeMicros) + "\"");
  }

  @Override
  public void put(Character character, byte @Nullable [] picture, long writeTimeMicros) {
    patience.write(
        () -> insert.execute(character, picture, writeTimeMicros),
        "to the id " + character.id() + " with ?write_time=" + WriteTime.text(writeTimeMicros));
  }

  @Override
  public void delete(String id, long writeTimeMicros) {
    patience.write(
        () -> delete.execute(id, writeTimeMicros),
        "with ?write_time=" + WriteTime.text(writeTimeMicros));
  }

  private <T> T read(Supplier<CompletionStage<T>> query) {
    return patience.read(query, "The characters cannot be read right now; try again.");
  }
}
