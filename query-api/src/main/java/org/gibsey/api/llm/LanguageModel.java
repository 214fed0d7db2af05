package org.gibsey.api.llm;

import java.util.function.Consumer;
import org.gibsey.api.search.Deadline;

/** Writes text. Safe for use by many threads. */
public interface LanguageModel extends AutoCloseable {
  /** What the model is called, as in {@code GET /v1/models}. */
  String name();

  /** Whether its server answers, found out within a second. */
  boolean isReachable();

  /**
   * Writes one answer, in the calling thread. Interrupting that thread stops the writing at the
   * model.
   *
   * @param deltas told of each piece of text as soon as it is there, in order; when it throws, the
   *     writing stops and the exception comes out here
   * @return the whole text
   * @throws org.gibsey.api.http.Problem when the model does not answer in time, refuses, or fails
   * @throws java.util.concurrent.CancellationException when the thread was interrupted
   */
  Generation generate(Prompt prompt, Consumer<String> deltas, Deadline deadline);

  /** Ends what is being written. */
  @Override
  void close();
}
