package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.ask.CitedAnswer;
import org.gibsey.api.llm.DataFence;
import org.gibsey.api.llm.Prompt;
import org.gibsey.api.llm.Prompt.Message;
import org.gibsey.api.llm.Prompt.Speaker;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/**
 * Lets a language model note what was said. What was said is data to it, and what it writes is made
 * plain text as any answer is.
 *
 * @param quotes makes the summary of who writes nothing
 */
record WriteSummary(
    LimitedModel model, Tokens tokens, VoiceSettings settings, QuoteSummary quotes) {
  Summary of(Summary before, List<Exchange> said, Deadline until) {
    DataFence fence = DataFence.random();
    String rules = Rules.summarise(fence);
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
    List<String> lines = lines(before, said, tokens.of(rules) + 2 * DataFence.MOST_TOKENS);
    List<Message> messages =
        List.of(new Message(Speaker.SYSTEM, rules), new Message(Speaker.USER, fence.around(lines)));
    model.generate(new Prompt(messages, QuoteSummary.MOST_TOKENS, 0), clean::next, until);
    clean.end();
    String note = tokens.beginning(Spoken.plain(text.toString()).strip(), QuoteSummary.MOST_TOKENS);
    return note.isEmpty()
        ? quotes.of(before, said, until)
        : new Summary(note, Progress.furthest(before, said));
  }

  /** What was said, without its oldest parts when all is too long. */
  private List<String> lines(Summary before, List<Exchange> said, int fixed) {
    List<String> lines = new ArrayList<>();
    if (!before.text().isEmpty()) {
      lines.add(Line.summary(before.text()));
    }
    int first = lines.size();
    for (Exchange exchange : said) {
      lines.add(Line.earlier("reader", exchange.message()));
      lines.add(Line.earlier("character", Spoken.uncited(exchange.reply())));
    }
    while (lines.size() > first && tokens.of(lines) > settings.promptTokens() - fixed) {
      lines.remove(first);
    }
    return lines;
  }
}
