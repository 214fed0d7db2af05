package org.gibsey.api.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import java.util.Map;
import org.gibsey.api.ask.AnswerQuestion;
import org.gibsey.api.ask.Question;

/** An answer out of the pages. */
final class AskTool {
  private static final Map<String, Object> INPUT =
      Schemas.object(
          Map.of(
              "question", Schemas.text("What to answer."),
              "book", Schemas.text("Id of the only book to look in."),
              "limit",
                  Schemas.number(
                      "Passages to answer from.",
                      1,
                      Question.MAX_PASSAGES,
                      Question.DEFAULT_PASSAGES)),
          "question");

  private final AnswerQuestion answers;

  AskTool(AnswerQuestion answers) {
    this.answers = answers;
  }

  SyncToolSpecification specification() {
    return new Tool(
            "ask",
            "Ask the pages",
            "Answers a question out of the pages, with citations that tell book, page and place.",
            INPUT,
            this::ask)
        .specification();
  }

  private Object ask(Arguments arguments) {
    return answers.answer(
        Question.of(arguments.query("question"))
            .inBook(arguments.text("book"))
            .fromPassages(
                arguments.limit("limit", Question.DEFAULT_PASSAGES, Question.MAX_PASSAGES)));
  }
}
