package org.gibsey.api.voice;

import org.gibsey.api.characters.Card;
import org.gibsey.api.characters.Macros;
import org.gibsey.api.llm.DataFence;

/**
 * As much of a card as fits.
 *
 * @param manner its own instructions, which say how the character talks
 */
record CardPart(String manner, String description, String personality, String scenario) {
  /** Tokens of the names of the four members, generously. */
  private static final int NAMES = 24;

  private static final String DEFAULT_MANNER = "Stays in character.";
  private static final CardPart NOTHING = new CardPart("", "", "", "");

  /**
   * The card's texts, each cut at a sentence where the tokens end. The description comes first,
   * then the personality, the manner and the scenario.
   *
   * @param most most tokens of the line
   */
  static CardPart of(Card card, Macros macros, Tokens tokens, int most) {
    String name = card.name();
    int left = most - tokens.of(Line.person(name, NOTHING)) - NAMES;
    String description = cut(macros.fill(card.description()), tokens, left);
    left -= cost(description, tokens);
    String personality = cut(macros.fill(card.personality()), tokens, left);
    left -= cost(personality, tokens);
    String manner = macros.fill(card.systemPrompt(), DEFAULT_MANNER).strip();
    manner = cut(manner.isEmpty() ? DEFAULT_MANNER : manner, tokens, left);
    left -= cost(manner, tokens);
    String scenario = cut(macros.fill(card.scenario()), tokens, left);
    return new CardPart(manner, description, personality, scenario);
  }

  private static String cut(String text, Tokens tokens, int most) {
    return most <= 0 ? "" : tokens.beginning(text.strip(), most);
  }

  private static int cost(String text, Tokens tokens) {
    return text.isEmpty() ? 0 : tokens.of(DataFence.line(text));
  }
}
