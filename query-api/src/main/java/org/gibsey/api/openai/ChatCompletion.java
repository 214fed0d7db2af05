package org.gibsey.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.jspecify.annotations.Nullable;

/**
 * An answer, or a piece of it, as it goes out.
 *
 * @param created seconds since 1970
 * @param usage absent in pieces but the last one
 * @param citations the quotes that the answer rests on, a field of ours; absent in pieces but the
 *     one that ends the answer
 */
record ChatCompletion(
    String id,
    String object,
    long created,
    String model,
    List<Choice> choices,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Usage usage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Citation> citations) {

  record Choice(
      int index,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Message message,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Delta delta,
      @Nullable Object logprobs,
      @Nullable String finishReason) {
    static Choice whole(String text, String finishReason) {
      return new Choice(0, new Message("assistant", text, null), null, null, finishReason);
    }

    static Choice piece(Delta delta, @Nullable String finishReason) {
      return new Choice(0, null, delta, null, finishReason);
    }
  }

  record Message(String role, String content, @Nullable String refusal) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Delta(@Nullable String role, @Nullable String content) {}

  record Usage(int promptTokens, int completionTokens, int totalTokens) {
    static Usage of(int prompt, int completion) {
      return new Usage(prompt, completion, prompt + completion);
    }
  }
}
