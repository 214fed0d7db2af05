package org.gibsey.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Character;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.characters.StoredCharacter;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * Edda of the book of {@link FakePages}, and whoever else is written, in a store that a test can
 * switch off. Of two writes of a character the one with the newer time lasts.
 */
final class FakeCharacters implements CharacterStore {
  /** Who is there from the beginning; {@link #EDDA_SAYS} is her greeting. */
  static final String EDDA = "edda";

  static final String EDDA_SAYS = "Mind the scale, Reader.";

  private final Map<String, Version> versions = new ConcurrentHashMap<>();
  private final Map<String, Picture> pictures = new ConcurrentHashMap<>();
  private volatile boolean away;

  FakeCharacters() {
    put(
        of(
            EDDA,
            """
            {"spec":"chara_card_v3","spec_version":"3.0","data":{"name":"Edda",
             "description":"The keeper of the clock. She weighs everything.",
             "first_mes":"Mind the scale, {{user}}.","tags":["keeper"]}}
            """),
        FakePages.WRITTEN_AT);
  }

  /** A character of the fake book that knows its own pages. */
  static Character of(String id, String card) {
    Card read = Card.read(card);
    return new Character(id, FakePages.BOOK, RowFilter.equal(Map.of("speaker", read.name())), read);
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  @Override
  public Optional<StoredCharacter> stored(String id) {
    requireThere();
    @Nullable Version version = versions.get(id);
    return version == null || version.character() == null
        ? Optional.empty()
        : Optional.of(new StoredCharacter(version.character(), version.writeTimeMicros()));
  }

  @Override
  public Optional<byte[]> picture(String id) {
    return stored(id).flatMap(found -> Optional.ofNullable(pictures.get(id)).map(Picture::png));
  }

  @Override
  public List<Character> characters() {
    requireThere();
    return versions.values().stream()
        .flatMap(version -> Optional.ofNullable(version.character()).stream())
        .sorted(Comparator.comparing(Character::name))
        .toList();
  }

  @Override
  public void put(Character character, long writeTimeMicros) {
    write(character.id(), new Version(character, writeTimeMicros));
  }

  @Override
  public void put(Character character, byte @Nullable [] picture, long writeTimeMicros) {
    put(character, writeTimeMicros);
    pictures.merge(
        character.id(),
        new Picture(picture, writeTimeMicros),
        newer((a, b) -> a.writeTimeMicros() < b.writeTimeMicros()));
  }

  @Override
  public void delete(String id, long writeTimeMicros) {
    write(id, new Version(null, writeTimeMicros));
    pictures.merge(
        id,
        new Picture(null, writeTimeMicros),
        newer((a, b) -> a.writeTimeMicros() < b.writeTimeMicros()));
  }

  private void write(String id, Version version) {
    requireThere();
    versions.merge(id, version, newer((a, b) -> a.writeTimeMicros() < b.writeTimeMicros()));
  }

  private static <T> BinaryOperator<T> newer(java.util.function.BiPredicate<T, T> before) {
    return (known, written) -> before.test(known, written) ? written : known;
  }

  private void requireThere() {
    if (away) {
      throw new Problem(
          ProblemType.STORE_UNAVAILABLE,
          "Try again.",
          new IllegalStateException("secret-host:9042 refused"));
    }
  }

  private record Version(@Nullable Character character, long writeTimeMicros) {}

  @SuppressWarnings("ArrayRecordComponent") // Pictures are not compared.
  private record Picture(byte @Nullable [] png, long writeTimeMicros) {}
}
