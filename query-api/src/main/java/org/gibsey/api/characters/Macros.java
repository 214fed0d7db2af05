package org.gibsey.api.characters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what the texts of a card leave open: <code>{{char}}</code>, <code>{{user}}</code>,
 * <code>{{original}}</code>, <code>{{random:A,B}}</code>, <code>{{pick:A,B}}</code>, <code>
 * {{roll:6}}</code>, <code>{{reverse:A}}</code>, the comments <code>{{// A}}</code>, <code>
 * {{comment:A}}</code> and <code>{{hidden_key:A}}</code>, which vanish, and the older {@code
 * <USER>}, {@code <BOT>} and {@code <CHAR>}; in any case of letters, as version 3 of the cards has
 * it. What is in two braces and unknown stays as it is. What is filled in is not looked at again.
 *
 * @param character what the character is called
 * @param user what the reader is called
 * @param seed decides what is left to chance: the same text with the same seed always gives the
 *     same
 */
public record Macros(String character, String user, long seed) {
  /** What a reader is called who did not say. */
  public static final String SOMEBODY = "Reader";

  // One level: a macro within a macro is none. Bounded, so that matching takes linear time.
  private static final Pattern MACRO =
      Pattern.compile("\\{\\{([^{}]{1,2000})}}|<(user|bot|char)>", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");
  private static final Pattern SIDES = Pattern.compile("[dD]?([0-9]{1,9})");

  /** For a card and a reader. */
  public static Macros of(Card card, String user, long seed) {
    return new Macros(card.calledName(), user.isBlank() ? SOMEBODY : user, seed);
  }

  /** A text with all of it filled in; <code>{{original}}</code> becomes nothing. */
  public String fill(String text) {
    return fill(text, "");
  }

  /**
   * A text with all of it filled in.
   *
   * @param original what the text stands in for, for a card's own instructions
   */
  public String fill(String text, String original) {
    Matcher macro = MACRO.matcher(text);
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (macro.find()) {
      filled.append(text, at, macro.start());
      String inner = macro.group(1);
      filled.append(inner == null ? tag(macro.group(2)) : braces(inner, macro, original));
      at = macro.end();
    }
    return filled.append(text, at, text.length()).toString();
  }

  /** A text as keys are looked for in it: without comments, with what is hidden in it. */
  static String searched(String text) {
    Matcher macro = MACRO.matcher(text);
    return macro.replaceAll(
        found -> {
          String inner = found.group(1) == null ? "" : found.group(1).strip();
          String name = name(inner);
          return switch (name) {
            case "//", "comment" -> "";
            case "hidden_key" -> Matcher.quoteReplacement(" " + value(inner) + " ");
            default -> Matcher.quoteReplacement(found.group());
          };
        });
  }

  private String tag(String name) {
    return name.equalsIgnoreCase("user") ? user : character;
  }

  private String braces(String inner, Matcher macro, String original) {
    String text = inner.strip();
    String value = value(text);
    return switch (name(text)) {
      case "char" -> character;
      case "user" -> user;
      case "original" -> original;
      case "//", "comment", "hidden_key" -> "";
      case "reverse" -> new StringBuilder(value).reverse().toString();
      case "random" -> one(choices(value), chance(text, macro.start()));
      // The same words give the same choice, wherever they stand.
      case "pick" -> one(choices(value), chance(text, 0));
      case "roll" -> rolled(value, chance(text, macro.start()), macro.group());
      default -> macro.group();
    };
  }

  private static String name(String inner) {
    if (inner.startsWith("//")) {
      return "//";
    }
    int colon = inner.indexOf(':');
    return (colon < 0 ? inner : inner.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
  }

  private static String value(String inner) {
    int colon = inner.indexOf(':');
    // Some write two colons, as the specification does once.
    return colon < 0 ? "" : inner.substring(inner.startsWith("::", colon) ? colon + 2 : colon + 1);
  }

  private static List<String> choices(String value) {
    List<String> choices = new ArrayList<>();
    for (String choice : COMMA.split(value, -1)) {
      choices.add(choice.replace("\\,", ",").strip());
    }
    return choices;
  }

  private static String one(List<String> choices, long chance) {
    return choices.get((int) Math.floorMod(chance, (long) choices.size()));
  }

  private static String rolled(String value, long chance, String otherwise) {
    Matcher sides = SIDES.matcher(value.strip());
    if (!sides.matches() || Long.parseLong(sides.group(1)) < 1) {
      return otherwise;
    }
    return Long.toString(1 + Math.floorMod(chance, Long.parseLong(sides.group(1))));
  }

  /** SplitMix64's finalizer (Steele, Lea and Flood, 2014) of all that the choice hangs on. */
  private long chance(String text, int place) {
    long mixed = seed + 0x9E3779B97F4A7C15L * (31L * text.hashCode() + place + 1);
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
