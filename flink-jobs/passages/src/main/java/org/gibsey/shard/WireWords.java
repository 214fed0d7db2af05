package org.gibsey.shard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.v2.FieldSize;
import org.gibsey.shard.v2.WordFrequency;

/** Statistics of words as messages, and back. */
final class WireWords {
  private WireWords() {}

  static org.gibsey.shard.v2.WordStatistics toMessage(WordStatistics statistics) {
    var message =
        org.gibsey.shard.v2.WordStatistics.newBuilder()
            .setTitle(toMessage(statistics.title()))
            .setText(toMessage(statistics.text()));
    statistics
        .words()
        .forEach(
            (word, frequency) ->
                message.addWords(
                    WordFrequency.newBuilder()
                        .setWord(word)
                        .setTitles(frequency.titles())
                        .setTexts(frequency.texts())));
    return message.build();
  }

  static WordStatistics ofMessage(org.gibsey.shard.v2.WordStatistics message) {
    Map<String, WordStatistics.Frequency> words = new LinkedHashMap<>();
    for (WordFrequency word : message.getWordsList()) {
      words.put(word.getWord(), new WordStatistics.Frequency(word.getTitles(), word.getTexts()));
    }
    return new WordStatistics(ofMessage(message.getTitle()), ofMessage(message.getText()), words);
  }

  private static FieldSize toMessage(WordStatistics.FieldSize size) {
    return FieldSize.newBuilder().setPassages(size.passages()).setWords(size.words()).build();
  }

  private static WordStatistics.FieldSize ofMessage(FieldSize message) {
    return new WordStatistics.FieldSize(message.getPassages(), message.getWords());
  }
}
