package org.gibsey.api.ask;

import org.gibsey.api.search.Limits;
import org.gibsey.api.search.QueryText;
import org.jspecify.annotations.Nullable;

/** Body of a question as it came in. */
record AskRequest(@Nullable String question, @Nullable String book, @Nullable Integer limit) {
  Question checked() {
    return Question.of(QueryText.of(question, "question"))
        .inBook(book)
        .fromPassages(
            Limits.within("limit", limit, Question.DEFAULT_PASSAGES, Question.MAX_PASSAGES));
  }
}
