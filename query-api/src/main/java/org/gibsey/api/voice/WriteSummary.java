package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.CitedAnswer;
import org.gibsey.api.llm.DataFence;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.Prompt;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/** Lets a language model note what was said. What was said is data to it. */
record WriteSummary(LanguageModel model, Tokens tokens, VoiceSettings settings) {
  /** Most tokens of a summary. */
  private static final int MOST = 200;

  Summary of(Summary before, List<Exchange> said, Deadline until) {
    DataFence fence = DataFence.random();
    String rules = Rules.summarise(fence);
    List<String> lines = new ArrayList<>();
    int room = settings.promptTokens() - tokens.of(rules) - 4 * DataFence.MOST_TOKENS;
    if (!before.text().isEmpty()) {
      lines.add(Line.summary(before.text()));
    }
    for (Exchange exchange : said) {
      lines.add(Line.earlier("reader", exchange.message()));
      lines.add(Line.earlier("character", Spoken.uncited(exchange.reply())));
    }
    while (lines.size() > 1 && tokens.of(lines) > room) {
      // The longest part of what is new says the least for its length.
      lines.remove(1);
    }
    List<Message> messages =
        List.of(new Message(Speaker.SYSTEM, rules), new Message(Speaker.USER, fence.around(lines)));
    StringBuilder text = new StringBuilder();
    CitedAnswer clean =
        new CitedAnswer(
            fence.confidential(rules),
            "",
            List.of(),
            event -> {
              if (event instanceof Delta delta) {
                text.append(delta.text());
              }
            });
    model.generate(new Prompt(messages, MOST, 0), clean::next, until);
    clean.end();
    return new Summary(
        Spoken.plain(tokens.beginning(text.toString().strip(), MOST)),
        Progress.furthest(before, said));
  }
}
