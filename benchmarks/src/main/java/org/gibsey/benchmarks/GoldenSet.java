package org.gibsey.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.benchmarks.ApiClient.PageKey;

/**
 * Questions with the pages that answer them, and how well a search finds those.
 *
 * @param bookId the book that the questions are about
 * @param questions the questions
 */
public record GoldenSet(String bookId, List<Question> questions) {

  /**
   * One question.
   *
   * @param question what a reader asks
   * @param pages numbers of the pages that answer it
   * @param paraphrase true when it shares no content word with those pages
   */
  public record Question(
      @JsonProperty("question") String question,
      @JsonProperty("pages") List<Integer> pages,
      @JsonProperty("paraphrase") boolean paraphrase) {}

  /**
   * Outcome of asking every question.
   *
   * @param questions number of questions asked
   * @param hitAt1 share of questions whose first row is a right page
   * @param hitAt5 share of questions with a right page among the first five rows
   * @param meanReciprocalRank mean of 1 / rank of the first right page, 0 beyond rank 10
   * @param missedAt5 questions without a right page among the first five
   */
  public record Score(
      int questions,
      double hitAt1,
      double hitAt5,
      double meanReciprocalRank,
      List<String> missedAt5) {}

  /** Reads {@code book.json} and {@code golden.jsonl} of a book's folder. */
  public static GoldenSet load(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String bookId = json.readTree(folder.resolve("book.json").toFile()).path("book_id").asText();
    List<Question> questions = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("golden.jsonl"))) {
      if (!line.isBlank()) {
        questions.add(json.readValue(line, Question.class));
      }
    }
    return new GoldenSet(bookId, List.copyOf(questions));
  }

  /** The questions that share no content word with their pages. */
  public GoldenSet paraphrases() {
    return new GoldenSet(bookId, questions.stream().filter(Question::paraphrase).toList());
  }

  /** Asks every question through the API. */
  public Score ask(ApiClient api, String mode) throws IOException, InterruptedException {
    int first = 0;
    int five = 0;
    double reciprocal = 0;
    List<String> missed = new ArrayList<>();
    for (Question question : questions) {
      int rank = rank(question, api.search(question.question(), mode, 10));
      first += rank == 1 ? 1 : 0;
      five += rank <= 5 ? 1 : 0;
      reciprocal += rank <= 10 ? 1.0 / rank : 0;
      if (rank > 5) {
        missed.add(question.question());
      }
    }
    double n = questions.size();
    return new Score(questions.size(), first / n, five / n, reciprocal / n, List.copyOf(missed));
  }

  private int rank(Question question, List<PageKey> found) {
    for (int i = 0; i < found.size(); i++) {
      PageKey key = found.get(i);
      if (key.bookId().equals(bookId) && question.pages().contains(key.pageNum())) {
        return i + 1;
      }
    }
    return Integer.MAX_VALUE;
  }
}
