package org.gibsey.api.characters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the text of a lorebook's entry may say about itself in its first lines, such as
 * {@code @@depth 4}; those of version 3 of the cards that mean something in a chat. A line that is
 * none of these, or whose value does not fit, has no effect.
 */
enum Decorator {
  /** Only when the character has spoken so often. */
  ACTIVATE_ONLY_AFTER(Value.COUNT),
  /** Only when the number of times that the character has spoken can be divided by this. */
  ACTIVATE_ONLY_EVERY(Value.POSITIVE),
  /** Always, once it applied. */
  KEEP_ACTIVATE_AFTER_MATCH(Value.NONE),
  /** Never again, once it applied. */
  DONT_ACTIVATE_AFTER_MATCH(Value.NONE),
  /** So many messages from the end. */
  DEPTH(Value.NUMBER),
  /** Who says it. */
  ROLE(Value.ROLE),
  /** Keys are looked for in so many messages, whatever the book says. */
  SCAN_DEPTH(Value.COUNT),
  /** Only in a chat that began with this greeting. */
  IS_GREETING(Value.COUNT),
  /** Where in the description of the character it stands. */
  POSITION(Value.POSITION),
  /** The first to go when there are too many tokens. */
  IGNORE_ON_MAX_CONTEXT(Value.NONE),
  /** One of these must have been said, too. */
  ADDITIONAL_KEYS(Value.WORDS),
  /** None of these must have been said. */
  EXCLUDE_KEYS(Value.WORDS),
  /** Never, unless {@link #ACTIVATE}. */
  DONT_ACTIVATE(Value.NONE),
  /** Always. */
  ACTIVATE(Value.NONE);

  private static final int MOST_WORDS = 100;

  private final Value value;

  Decorator(Value value) {
    this.value = value;
  }

  /** The one of this name, if it is known and takes this value. */
  static Optional<Decorator> of(String name, String value) {
    return Arrays.stream(values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(name))
        .filter(known -> known.value.fits(value))
        .findFirst();
  }

  private enum Value {
    NONE(""),
    COUNT("[0-9]{1,9}"),
    POSITIVE("0{0,8}[1-9][0-9]{0,8}"),
    NUMBER("-?[0-9]{1,9}"),
    ROLE("assistant|system|user"),
    POSITION("after_desc|before_desc|personality|scenario"),
    WORDS(".*[^,\\s].*");

    private final Pattern pattern;

    Value(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }

    boolean fits(String text) {
      return pattern.matcher(text).matches();
    }
  }

  /** The values of a list, without blanks around them and without empty ones: the first 100. */
  static List<String> words(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .limit(MOST_WORDS)
        .toList();
  }
}
