package org.gibsey.api.voice;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/** A summary of sentences that were said. */
record QuoteSummary(QueryEmbedder embedder) {
  Summary of(Summary before, List<Exchange> said, Deadline until) {
    List<String> lines = new ArrayList<>();
    before.text().lines().forEach(lines::add);
    for (Exchange exchange : said) {
      lines.add("Reader: " + exchange.message());
    }
    return new Summary(String.join("\n", lines), Progress.furthest(before, said));
  }
}
