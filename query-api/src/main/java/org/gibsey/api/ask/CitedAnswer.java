package org.gibsey.api.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Delta;
import org.gibsey.api.llm.Redaction;
import org.gibsey.api.retrieve.Sentences;
import org.gibsey.api.retrieve.Stretch;

/**
 * An answer while a model writes it: what the model writes is made plain text, and each marker of a
 * given source becomes a citation with the sentence that fits best. Sources are numbered anew in
 * the order in which they are cited. Belongs to one thread.
 */
public final class CitedAnswer implements CitationMarkers.Listener {
  /** Of the text before a marker, what the citation is for, in UTF-16 units. */
  private static final int CLAIM = 300;

  private final String instead;
  private final List<Stretch> sources;
  private final Consumer<AnswerEvent> listener;
  private final Redaction redaction;
  private final PlainText plain = new PlainText();
  private final CitationMarkers markers;
  private final List<Integer> cited = new ArrayList<>();
  private final StringBuilder all = new StringBuilder();

  /**
   * An answer.
   *
   * @param confidential what it must not hold
   * @param instead the whole answer when the model writes nothing
   * @param sources what may be cited, by its number from 1
   * @param listener told of citations and text
   */
  public CitedAnswer(
      List<String> confidential,
      String instead,
      List<Stretch> sources,
      Consumer<AnswerEvent> listener) {
    this.instead = instead;
    this.sources = sources;
    this.listener = listener;
    this.redaction = new Redaction(confidential);
    this.markers = new CitationMarkers(sources.size(), this);
  }

  /** The model has written more. */
  public void next(String piece) {
    markers.next(plain.next(redaction.next(piece)));
  }

  /** The model has ended. */
  public void end() {
    markers.next(plain.next(redaction.rest()));
    markers.end();
    if (all.toString().isBlank()) {
      text(instead);
    }
  }

  /** Whether anything is cited. */
  public boolean isGrounded() {
    return !cited.isEmpty();
  }

  @Override
  public void text(String text) {
    all.append(text);
    listener.accept(new Delta(text));
  }

  @Override
  public void cited(int source) {
    int n = cited.indexOf(source) + 1;
    if (n == 0) {
      cited.add(source);
      n = cited.size();
      listener.accept(citation(n, sources.get(source - 1)));
    }
    text("[" + n + "]");
  }

  private Citation citation(int n, Stretch source) {
    Sentences.Span quote = quote(source.text());
    return PageOf.hit(source.best())
        .citation(n, quote.of(source.text()), source.start() + quote.start(), source.score());
  }

  /** The sentence that shares the most words with what was just said; all when none shares any. */
  private Sentences.Span quote(String text) {
    SharedWords claim = new SharedWords(all.substring(Math.max(0, all.length() - CLAIM)));
    Sentences.Span best = new Sentences.Span(0, text.length());
    double most = 0;
    for (Sentences.Span sentence : Sentences.of(text)) {
      double share = claim.share(sentence.of(text));
      if (share > most) {
        most = share;
        best = sentence;
      }
    }
    return best;
  }
}
