package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gibsey.api.characters.Png.Chunk;

/**
 * Cards in pictures: a PNG carries the card as base64 of its JSON, in a text called {@code ccv3}
 * for version 3 and in one called {@code chara} for version 2. Of both, {@code ccv3} counts.
 */
final class CardPicture {
  private static final String THIRD = "ccv3";
  private static final String SECOND = "chara";

  private CardPicture() {}

  /**
   * The card in a picture.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} when there is none, or the
   *     file is damaged
   */
  static ObjectNode card(Png png) {
    return text(png, THIRD)
        .or(() -> text(png, SECOND))
        .map(CardPicture::decoded)
        .orElseThrow(
            () -> InvalidCard.because("The PNG holds no card: no text 'ccv3' or 'chara'."));
  }

  /** The picture without a card; all else stays. */
  static Png without(Png png) {
    return new Png(png.chunks().stream().filter(chunk -> !holdsCard(chunk)).toList());
  }

  /** The picture with a card in place of the one it has. */
  static Png with(Png png, ObjectNode third) {
    List<Chunk> chunks = new ArrayList<>(without(png).chunks());
    Chunk end = chunks.removeLast();
    chunks.add(PngText.chunk(SECOND, encoded(CardVersions.backfill(third))));
    chunks.add(PngText.chunk(THIRD, encoded(third)));
    chunks.add(end);
    return new Png(chunks);
  }

  private static Optional<String> text(Png png, String name) {
    return png.chunks().stream()
        .filter(chunk -> isCalled(chunk, name))
        .findFirst()
        .map(chunk -> PngText.of(chunk).text());
  }

  private static boolean holdsCard(Chunk chunk) {
    return isCalled(chunk, THIRD) || isCalled(chunk, SECOND);
  }

  /** Version 1 writes Chara. */
  private static boolean isCalled(Chunk chunk, String name) {
    return PngText.keyword(chunk)
        .filter(keyword -> keyword.toLowerCase(Locale.ROOT).equals(name))
        .isPresent();
  }

  private static ObjectNode decoded(String text) {
    if (text.length() > PngText.MAX_BYTES) {
      throw InvalidCard.because("The card in the PNG is too long.");
    }
    try {
      return CardJson.object(Base64.getDecoder().decode(text.strip()));
    } catch (IllegalArgumentException e) {
      throw InvalidCard.because("The card in the PNG is not base64.");
    }
  }

  private static String encoded(ObjectNode card) {
    return Base64.getEncoder().encodeToString(CardJson.text(card).getBytes(StandardCharsets.UTF_8));
  }
}
