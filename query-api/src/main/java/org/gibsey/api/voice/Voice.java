package org.gibsey.api.voice;

import java.util.List;
import java.util.function.Consumer;
import org.gibsey.api.ask.AnswerEvent;
import org.gibsey.api.search.Deadline;
import org.gibsey.api.voice.Conversation.Exchange;
import org.gibsey.api.voice.Conversation.Summary;

/** Lets characters speak. Safe for use by many threads. */
public interface Voice {
  /** Who puts it in words: {@code extractive}, or the name of a language model. */
  String generator();

  /**
   * The most tokens that an answer can take, as the embedding model counts them. Asks neither the
   * index nor a model.
   *
   * @throws org.gibsey.api.http.Problem when the message alone is too long, or the embedding model,
   *     which counts, is not loaded
   */
  Most most(Conversation conversation);

  /**
   * Answers in the calling thread, telling of each step as soon as it is done.
   *
   * @param listener told of every step but the last, in order; an exception of it ends the work
   * @return the last step
   * @throws org.gibsey.api.http.Problem when a part that is needed is not available in time
   * @throws java.util.concurrent.CancellationException when the thread was interrupted, which also
   *     stops the language model
   */
  AnswerEvent.Done speak(Conversation conversation, Deadline until, Consumer<AnswerEvent> listener);

  /** Most recent turns that a conversation needs word for word; older ones may be summarised. */
  int verbatimTurns();

  /**
   * A summary of what was said, in a few sentences.
   *
   * @param before summary of what was said before, or {@link Summary#NONE}
   * @param said what has to be added, oldest first
   * @throws org.gibsey.api.http.Problem when it cannot be made in time
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  Summary summarise(Summary before, List<Exchange> said, Deadline until);

  /** Most tokens of a prompt and of an answer. */
  record Most(int promptTokens, int completionTokens) {}
}
