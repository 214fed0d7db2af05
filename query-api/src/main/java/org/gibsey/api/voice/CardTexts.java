package org.gibsey.api.voice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gibsey.api.characters.Card;

/** A card's texts with their macros replaced. */
final class CardTexts {
  /** What a character calls a reader, whose name is not known. */
  static final String READER = "reader";

  private static final Pattern CHARACTER =
      Pattern.compile("\\{\\{char}}|<BOT>", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER =
      Pattern.compile("\\{\\{user}}|<USER>", Pattern.CASE_INSENSITIVE);
  private static final Pattern ORIGINAL =
      Pattern.compile("\\{\\{original}}", Pattern.CASE_INSENSITIVE);

  private CardTexts() {}

  static String of(Card card, String text) {
    return of(card, text, "");
  }

  /**
   * A text of a card.
   *
   * @param original what stands for it when a card has none, in place of {@code {{original}}}
   */
  static String of(Card card, String text, String original) {
    String named =
        CHARACTER.matcher(text).replaceAll(Matcher.quoteReplacement(card.name()));
    String addressed = USER.matcher(named).replaceAll(READER);
    return ORIGINAL.matcher(addressed).replaceAll(Matcher.quoteReplacement(original)).strip();
  }
}
