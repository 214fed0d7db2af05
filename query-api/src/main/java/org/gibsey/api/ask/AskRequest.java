package org.gibsey.api.ask;

import org.gibsey.api.search.Limits;
import org.gibsey.api.search.QueryText;
import org.jspecify.annotations.Nullable;

/** Body of a question as it came in. */
record AskRequest(@Nullable String question, @Nullable String book, @Nullable Integer limit) {
  private static final int DEFAULT_LIMIT = 5;
  private static final int MAX_LIMIT = 20;

  Question checked() {
    return new Question(
        QueryText.of(question, "question"),
        book,
        Limits.within("limit", limit, DEFAULT_LIMIT, MAX_LIMIT));
  }
}
