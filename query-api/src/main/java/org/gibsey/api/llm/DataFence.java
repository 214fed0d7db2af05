package org.gibsey.api.llm;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.gibsey.api.http.Json;

/**
 * Two lines that nobody can guess, between which a prompt holds texts of strangers as JSON, one
 * value on each line. Characters of which servers make marks of roles are escaped, so that no text
 * can end the message that it stands in.
 *
 * @param nonce 128 random bits in lower-case hex
 */
public record DataFence(String nonce) {
  /** Most tokens of a line of the fence: one for each character. */
  public static final int MOST_TOKENS = "BEGIN-".length() + 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Words in a row that an answer may not have in common with the rules. */
  private static final int WORDS = 6;

  /** A fence that was never used before. */
  public static DataFence random() {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    return new DataFence(HexFormat.of().formatHex(random));
  }

  /** The line before the data. */
  public String begin() {
    return "BEGIN-" + nonce;
  }

  /** The line after the data. */
  public String end() {
    return "END-" + nonce;
  }

  /** The lines between the two of the fence. */
  public String around(List<String> lines) {
    StringBuilder all = new StringBuilder(begin()).append('\n');
    lines.forEach(line -> all.append(line).append('\n'));
    return all.append(end()).toString();
  }

  /**
   * What must not be in an answer: the fence, and any {@value #WORDS} words in a row of the rules.
   *
   * @param rules as the prompt has them
   * @param open parts of the rules that may be repeated
   */
  public List<String> confidential(String rules, String... open) {
    List<String> all = new ArrayList<>(List.of(nonce, begin(), end()));
    String secret = Arrays.stream(open).reduce(rules, (text, part) -> text.replace(part, ""));
    secret
        .lines()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words.length >= WORDS)
        .forEach(
            words ->
                IntStream.rangeClosed(0, words.length - WORDS)
                    .mapToObj(i -> String.join(" ", List.of(words).subList(i, i + WORDS)))
                    .forEach(all::add));
    return all;
  }

  /** JSON on one line, of printable characters, without any that a server gives a meaning. */
  public static String line(Object value) {
    String json = new String(Json.bytes(value), StandardCharsets.UTF_8);
    StringBuilder safe = new StringBuilder(json.length());
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char unit = json.charAt(i);
      if (unit == '"' && !isEscaped(json, i)) {
        inString = !inString;
      }
      if (inString && hasMeaning(unit)) {
        safe.append("\\u%04x".formatted((int) unit));
      } else {
        safe.append(unit);
      }
    }
    return safe.toString();
  }

  private static boolean isEscaped(String json, int at) {
    int slashes = 0;
    while (at - slashes > 0 && json.charAt(at - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private static boolean hasMeaning(char unit) {
    int type = Character.getType(unit);
    return "<>[]|`".indexOf(unit) >= 0
        || type == Character.FORMAT
        || type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
