package org.gibsey.api.characters;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out whether one of some keys is in a text. Takes time linear in the text's length. */
sealed interface LoreKeys {
  /** Longest regular expression in UTF-16 units. */
  int MAX_PATTERN = 500;

  /** No keys: none of them is anywhere. */
  LoreKeys NONE = new Words(List.of(), false);

  boolean in(String text);

  /**
   * Words: a key is found where neither side of it goes on with a letter or a digit, so that "Nan"
   * is not in "finance"; but scripts that write without spaces go on anywhere.
   *
   * @param keys in lower case, unless the case of letters counts; empty ones are found nowhere
   */
  record Words(List<String> keys, boolean caseSensitive) implements LoreKeys {
    static Words of(List<String> keys, boolean caseSensitive) {
      return new Words(
          keys.stream()
              .map(String::strip)
              .filter(key -> !key.isEmpty())
              .map(key -> caseSensitive ? key : key.toLowerCase(Locale.ROOT))
              .toList(),
          caseSensitive);
    }

    @Override
    public boolean in(String text) {
      String searched = caseSensitive ? text : text.toLowerCase(Locale.ROOT);
      return keys.stream().anyMatch(key -> contains(searched, key));
    }

    private static boolean contains(String text, String key) {
      for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
        int end = at + key.length();
        boolean before = at > 0 && joined(text.codePointBefore(at), key.codePointAt(0));
        boolean after =
            end < text.length() && joined(key.codePointBefore(key.length()), text.codePointAt(end));
        if (!before && !after) {
          return true;
        }
      }
      return false;
    }

    private static boolean joined(int left, int right) {
      return inWord(left) && inWord(right);
    }

    private static boolean inWord(int codePoint) {
      return java.lang.Character.isLetterOrDigit(codePoint)
          && !java.lang.Character.isIdeographic(codePoint)
          && switch (java.lang.Character.UnicodeScript.of(codePoint)) {
            case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> false;
            default -> true;
          };
    }
  }

  /** Regular expressions. */
  record Expressions(List<Pattern> patterns) implements LoreKeys {
    /**
     * Largest compiled expression in instructions of RE2; one takes a step of each for a letter.
     */
    private static final int MAX_PROGRAM = 1_000;

    private static final int MAX_REPEATS = 1_000;
    private static final java.util.regex.Pattern SLASHES =
        java.util.regex.Pattern.compile("/(.*)/([a-z]{0,8})", java.util.regex.Pattern.DOTALL);
    private static final java.util.regex.Pattern COUNT =
        java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?}");

    /** The expressions, or empty when one of them is none. */
    static Optional<LoreKeys> of(List<String> keys, boolean caseSensitive) {
      List<Pattern> patterns = new ArrayList<>();
      for (String key : keys) {
        Optional<Pattern> pattern = compiled(key, caseSensitive);
        if (pattern.isEmpty()) {
          return Optional.empty();
        }
        patterns.add(pattern.get());
      }
      return Optional.of(new Expressions(List.copyOf(patterns)));
    }

    /** Written as in JavaScript, {@code /salt/i}, or bare. */
    private static Optional<Pattern> compiled(String key, boolean caseSensitive) {
      java.util.regex.Matcher slashes = SLASHES.matcher(key);
      String expression = slashes.matches() ? slashes.group(1).replace("\\/", "/") : key;
      String letters = slashes.matches() ? slashes.group(2) : caseSensitive ? "" : "i";
      if (key.isEmpty() || expression.length() > MAX_PATTERN || repeats(expression) > MAX_REPEATS) {
        return Optional.empty();
      }
      int flags =
          (letters.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
              | (letters.contains("m") ? Pattern.MULTILINE : 0)
              | (letters.contains("s") ? Pattern.DOTALL : 0);
      try {
        Pattern pattern = Pattern.compile(expression, flags);
        return pattern.programSize() <= MAX_PROGRAM ? Optional.of(pattern) : Optional.empty();
      } catch (PatternSyntaxException e) {
        return Optional.empty();
      }
    }

    /** Bounds how often a part is copied when it is compiled, however repeats are nested. */
    private static long repeats(String expression) {
      long product = 1;
      java.util.regex.Matcher counts = COUNT.matcher(expression);
      while (counts.find() && product <= MAX_REPEATS) {
        String most = counts.group(2);
        long count = Long.parseLong(most == null || most.isEmpty() ? counts.group(1) : most);
        product *= Math.max(1, count);
      }
      return product;
    }

    @Override
    public boolean in(String text) {
      return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }
  }
}
