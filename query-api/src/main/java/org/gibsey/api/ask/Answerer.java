package org.gibsey.api.ask;

import java.util.function.Consumer;
import org.gibsey.api.search.Deadline;

/** A way of answering. Safe for use by many threads. */
interface Answerer {
  /** The whole answer when nothing that was found is about the question. */
  String NOTHING_FOUND = "The pages I can search say nothing that answers this.";

  /** How the answers come about, for those who read them. */
  String generator();

  /** See {@link AnswerQuestion#answer(Question, Consumer)}. */
  AnswerEvent.Done answer(Question question, Deadline until, Consumer<AnswerEvent> listener);
}
