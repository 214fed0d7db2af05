package org.gibsey.api.characters;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.gibsey.api.characters.Png.Chunk;

/**
 * A text in a PNG: of a {@code tEXt} chunk, or compressed or international in {@code zTXt} and
 * {@code iTXt}.
 */
record PngText(String keyword, String text) {
  /** Longest text in bytes: a card's JSON in base64. */
  static final int MAX_BYTES = CardJson.MAX_BYTES / 3 * 4 + 1024;

  private static final int MAX_KEYWORD = 79;

  /** The keyword of a chunk, or empty when it holds no text. */
  static Optional<String> keyword(Chunk chunk) {
    return switch (chunk.type()) {
      case "tEXt", "zTXt", "iTXt" -> {
        int end = end(chunk.data(), 0);
        yield end < 1 || end > MAX_KEYWORD
            ? Optional.empty()
            : Optional.of(latin(chunk.data(), 0, end));
      }
      default -> Optional.empty();
    };
  }

  /**
   * The text of a chunk that has a keyword.
   *
   * @throws org.gibsey.api.http.Problem of the type {@code INVALID_CARD} when it is damaged or too
   *     long
   */
  static PngText of(Chunk chunk) {
    byte[] data = chunk.data();
    String keyword = keyword(chunk).orElseThrow(PngText::damaged);
    int at = keyword.length() + 1;
    return new PngText(
        keyword,
        switch (chunk.type()) {
          case "tEXt" -> latin(data, at, data.length);
          case "zTXt" -> {
            requireMethod(data, at);
            yield new String(inflated(data, at + 1), StandardCharsets.ISO_8859_1);
          }
          default -> international(data, at);
        });
  }

  /** A {@code tEXt} chunk; the text is ASCII. */
  static Chunk chunk(String keyword, String text) {
    return new Chunk("tEXt", (keyword + '\0' + text).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String international(byte[] data, int at) {
    if (data.length < at + 2) {
      throw damaged();
    }
    boolean compressed = data[at] != 0;
    int language = end(data, at + 2);
    int translated = language < 0 ? -1 : end(data, language + 1);
    if (translated < 0) {
      throw damaged();
    }
    if (compressed) {
      requireMethod(data, at + 1);
    }
    byte[] text =
        compressed
            ? inflated(data, translated + 1)
            : Arrays.copyOfRange(data, translated + 1, data.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Method 0 is the only one there is. */
  private static void requireMethod(byte[] data, int at) {
    if (data.length <= at || data[at] != 0) {
      throw damaged();
    }
  }

  /** Stops at the bound, however much there would be. */
  private static byte[] inflated(byte[] data, int from) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data, from, data.length - from);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8 * 1024];
      while (!inflater.finished()) {
        int length = inflater.inflate(part);
        if (length == 0 && !inflater.finished()) {
          throw damaged();
        }
        out.write(part, 0, length);
        if (out.size() > MAX_BYTES) {
          throw InvalidCard.because("A text in the PNG is longer than " + MAX_BYTES + " bytes.");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw damaged();
    } finally {
      // It holds memory outside of the heap.
      inflater.end();
    }
  }

  /** Where the next zero byte is, or -1. */
  private static int end(byte[] data, int from) {
    for (int i = from; i < data.length; i++) {
      if (data[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String latin(byte[] data, int from, int to) {
    return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static org.gibsey.api.http.Problem damaged() {
    return InvalidCard.because("A text in the PNG is damaged.");
  }
}
