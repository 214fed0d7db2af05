package org.gibsey.api.characters;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Ids for characters that come without one: their name, or what can be written of it in ASCII. */
final class NewId {
  private static final int MAX_NAME = 50;
  private static final int TAIL = 6;

  private NewId() {}

  /**
   * An id that no other character has. The same write gets the same one again.
   *
   * @param stored finds who has an id
   */
  static String of(
      Card card, long writeTimeMicros, Function<String, Optional<StoredCharacter>> stored) {
    String name = readable(card.name());
    if (CharacterId.isAllowed(name)) {
      Optional<StoredCharacter> other =
          stored.apply(name).filter(found -> found.writeTimeMicros() != writeTimeMicros);
      if (other.isEmpty()) {
        return name;
      }
    }
    String tail = tail(card, writeTimeMicros);
    return name.isEmpty() ? tail : name + "-" + tail;
  }

  private static String readable(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+", "");
    return plain.substring(0, Math.min(MAX_NAME, plain.length())).replaceAll("-+$", "");
  }

  private static String tail(Card card, long writeTimeMicros) {
    String what = CardJson.text(card.json()) + writeTimeMicros;
    UUID hash = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    String digits =
        new BigInteger(Long.toUnsignedString(hash.getLeastSignificantBits())).toString(36);
    return digits.substring(digits.length() - TAIL);
  }
}
