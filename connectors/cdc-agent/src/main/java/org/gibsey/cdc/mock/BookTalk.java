package org.gibsey.cdc.mock;

import java.util.List;
import java.util.Random;

/**
 * Pages, titles and names as a book club could have written them: whole sentences from a small
 * stock of words, so that a search by meaning has something to go by.
 */
final class BookTalk {
  private static final List<String> WHO =
      List.of(
          "the lighthouse keeper",
          "an old cartographer",
          "the ferryman's daughter",
          "a clockmaker from the harbour",
          "the night librarian",
          "a travelling beekeeper",
          "the youngest reader",
          "a retired captain");
  private static final List<String> DID =
      List.of(
          "mended",
          "described",
          "lost",
          "hid",
          "returned",
          "painted",
          "promised to keep",
          "read aloud from");
  private static final List<String> WHAT =
      List.of(
          "a letter that was never sent",
          "the map of the drowned village",
          "a jar of winter honey",
          "the broken compass",
          "a diary without dates",
          "the bell of the fog station",
          "an atlas of small islands",
          "a recipe for quince bread");
  private static final List<String> WHERE =
      List.of(
          "in the cellar of the library",
          "by the frozen canal",
          "under the apple trees",
          "on the last ferry of the evening",
          "in a room full of clocks",
          "behind the bakery",
          "at the edge of the salt marsh",
          "in the orchard wall");
  private static final List<String> WHY =
      List.of(
          "because the tide would not wait",
          "so that nobody would have to ask again",
          "while the storm took the roof",
          "although the whole club had advised against it",
          "as if the war had never come",
          "and that was the chapter we argued about",
          "long before anyone believed it",
          "for the sake of an unfinished song");
  private static final List<String> TITLE =
      List.of(
          "The Weight of Honey",
          "Low Water",
          "A Lamp for the Cartographer",
          "What the Bell Remembered",
          "Letters from the Marsh",
          "The Quince Winter",
          "Nine Clocks",
          "An Island Nobody Drew");
  private static final List<String> SPEAKER =
      List.of("Ada", "Bertil", "Carmen", "Dmitri", "Eleni", "Farid", "Greta", "Hanno");
  private static final int MOST_SENTENCES = 4;

  private final Random random;

  BookTalk(Random random) {
    this.random = random;
  }

  /** One to four sentences. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(MOST_SENTENCES); left >= 0; left--) {
      String sentence = String.join(" ", any(WHO), any(DID), any(WHAT), any(WHERE), any(WHY)) + ".";
      text.append(Character.toUpperCase(sentence.charAt(0))).append(sentence.substring(1));
      text.append(left > 0 ? " " : "");
    }
    return text.toString();
  }

  String title() {
    return any(TITLE);
  }

  String speaker() {
    return any(SPEAKER);
  }

  private String any(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
