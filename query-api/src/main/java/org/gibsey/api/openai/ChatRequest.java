package org.gibsey.api.openai;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.QueryText;
import org.jspecify.annotations.Nullable;

/** Body of a chat request as it came in. Fields that clients send besides are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ChatRequest(
    @Nullable String model,
    @Nullable List<@Nullable Message> messages,
    @Nullable Boolean stream,
    @Nullable StreamOptions streamOptions,
    @Nullable Integer maxTokens,
    @Nullable Integer maxCompletionTokens,
    @Nullable Double temperature,
    @Nullable Integer n,
    @Nullable JsonNode stop,
    @Nullable ResponseFormat responseFormat) {
  private static final int MAX_MESSAGES = 256;
  private static final int MAX_STOPS = 4;

  /** Characters of a long message's last lines; few enough for any model that embeds them. */
  private static final int LONGEST_END = 500;

  private static final double MAX_TEMPERATURE = 2;

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Message(@Nullable String role, @Nullable JsonNode content) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record StreamOptions(@Nullable Boolean includeUsage) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record ResponseFormat(@Nullable String type) {}

  /**
   * What is asked: the last message of the user, and of one that is too long to be searched for its
   * last lines, because a question stands at the end. Nothing of the other messages is used,
   * because answers come from the pages alone.
   *
   * @throws Problem when there is no such message, or it cannot be searched for
   */
  String question() {
    if (messages == null || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
      throw invalid("The field 'messages' must hold 1 to " + MAX_MESSAGES + " messages.");
    }
    for (int i = messages.size() - 1; i >= 0; i--) {
      @Nullable Message message = messages.get(i);
      if (message != null && "user".equals(message.role())) {
        return QueryText.of(lastLines(text(message.content())), "messages");
      }
    }
    throw invalid("The field 'messages' must hold a message with the role 'user'.");
  }

  /** A text, or as many of its last lines as make a question; at least one, however long. */
  private static String lastLines(String text) {
    String stripped = text.strip();
    if (stripped.codePointCount(0, stripped.length()) <= QueryText.MAX_CHARACTERS) {
      return stripped;
    }
    int start = stripped.lastIndexOf('\n') + 1;
    for (int line = start;
        line > 0 && stripped.length() - line <= LONGEST_END;
        line = stripped.lastIndexOf('\n', line - 2) + 1) {
      start = line;
    }
    return stripped.substring(start);
  }

  /** Refuses what would change the answer and is not done here. */
  void requireSupported() {
    if (n != null && n != 1) {
      throw invalid("The field 'n' must be 1; there is one answer to a question.");
    }
    if (temperature != null && !(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
      throw invalid("The field 'temperature' must be a number from 0 to 2.");
    }
    if (responseFormat != null && !"text".equals(responseFormat.type())) {
      throw invalid("The field 'response_format' must have the type 'text'; answers are text.");
    }
  }

  /** Most tokens of the answer. */
  int mostTokens() {
    @Nullable Integer most = maxCompletionTokens == null ? maxTokens : maxCompletionTokens;
    if (most != null && most < 1) {
      throw invalid("The field 'max_completion_tokens' must be at least 1.");
    }
    return most == null ? Integer.MAX_VALUE : most;
  }

  /** Texts before which the answer ends. */
  List<String> stops() {
    List<String> stops = new ArrayList<>();
    if (stop == null || stop.isNull()) {
      return stops;
    }
    Iterable<JsonNode> given = stop.isArray() ? stop : List.of(stop);
    for (JsonNode one : given) {
      if (!one.isTextual() || one.textValue().isEmpty() || stops.size() == MAX_STOPS) {
        throw invalid("The field 'stop' must hold a text or up to " + MAX_STOPS + " texts.");
      }
      stops.add(one.textValue());
    }
    return stops;
  }

  boolean streamed() {
    return Boolean.TRUE.equals(stream);
  }

  boolean wantsUsage() {
    return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
  }

  private static String text(@Nullable JsonNode content) {
    if (content != null && content.isTextual()) {
      return content.textValue();
    }
    if (content == null || !content.isArray()) {
      throw invalid("The 'content' of a message must be a text or a list of parts.");
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      JsonNode words = part.path("text");
      if (!part.path("type").asText().equals("text") || !words.isTextual()) {
        throw invalid("The 'content' of a message may hold parts of the type 'text' only.");
      }
      text.append(text.isEmpty() ? "" : "\n").append(words.textValue());
    }
    return text.toString();
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
