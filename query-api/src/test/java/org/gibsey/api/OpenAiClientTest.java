package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gibsey.embedding.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own client gets from this API, over a real index. */
final class OpenAiClientTest {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final String SENTENCE = "Salt keeps the clock from freezing.";

  @TempDir private static Path folder;
  private static LiveIndex index;
  private static TestApi api;
  private static OpenAIClient client;

  @BeforeAll
  static void start() throws Exception {
    Embedder embedder = new FakeEmbedder();
    index = new LiveIndex(folder, embedder);
    index.put(FakePages.BOOK, 1, "One", "Edda", SENTENCE + " Nobody knows why.");
    api =
        TestApi.start(
            index.search(),
            new FakePages(),
            CompletableFuture.completedFuture(embedder),
            Duration.ofSeconds(10));
    client = client(TestApi.READER);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    api.close();
    index.close();
  }

  @Test
  void listsTheModelsThatOtherRequestsMayName() {
    List<String> models = client.models().list().data().stream().map(Model::id).toList();
    assertThat(models).containsExactly(MODEL, "extractive");
    assertThat(client.models().retrieve(MODEL).id()).isEqualTo(MODEL);
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class, () -> client.models().retrieve("gpt-unheard-of"));
    assertThat(unknown.code()).hasValue("model_not_found");
    assertThat(unknown.getMessage()).contains("must be one of: " + MODEL);
  }

  @Test
  void embedsOneTextOrManyInTheirOrder() {
    CreateEmbeddingResponse one = client.embeddings().create(texts().input(SENTENCE).build());
    assertThat(one.data().getFirst().embedding()).containsExactly(1f, 0f);
    CreateEmbeddingResponse many =
        client
            .embeddings()
            .create(
                texts()
                    .inputOfArrayOfStrings(List.of("one", "two words", "three"))
                    .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                    .build());
    assertThat(many.data()).extracting(item -> item.index()).containsExactly(0L, 1L, 2L);
    assertThat(many.data()).allSatisfy(item -> assertThat(item.embedding()).hasSize(2));
    // Each text has a token for its beginning and one for its end.
    assertThat(many.usage().promptTokens()).isEqualTo(10);
    assertThat(many.usage().totalTokens()).isEqualTo(10);
    assertThat(many.model()).isEqualTo(MODEL);
  }

  @Test
  void saysWhatItCannotEmbed() {
    assertThatThrownBy(
            () ->
                client
                    .embeddings()
                    .create(texts().inputOfArrayOfTokens(List.of(101L, 102L)).build()))
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining("token numbers are not read");
    assertThatThrownBy(
            () -> client.embeddings().create(texts().input("a").dimensions(256L).build()))
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining("'dimensions' is 256");
    UnprocessableEntityException tooLong =
        catchThrowableOfType(
            UnprocessableEntityException.class,
            () -> client.embeddings().create(texts().input("salt ".repeat(300)).build()));
    assertThat(tooLong.code()).hasValue("context_length_exceeded");
    assertThat(tooLong.getMessage()).contains("302 tokens", "at most 256");
    assertThatThrownBy(
            () ->
                client
                    .embeddings()
                    .create(EmbeddingCreateParams.builder().model("other").input("a").build()))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void answersFromThePagesWithCitations() {
    ChatCompletion answer = client.chat().completions().create(question().build());
    ChatCompletion.Choice choice = answer.choices().getFirst();
    assertThat(choice.message().content().orElseThrow()).contains(SENTENCE + " [1]");
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.model()).isEqualTo("extractive");
    assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    assertThat(String.valueOf(answer._additionalProperties().get("citations")))
        .contains("book_id=" + FakePages.BOOK, "page_num=1", "start=0");
  }

  @Test
  void readsTheQuestionAtTheEndOfALongMessage() {
    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model("extractive")
                    .addUserMessage(
                        "Pepper is not what this is about.\n".repeat(60)
                            + "What keeps the clock from freezing?\n")
                    .build());
    assertThat(content(answer)).contains(SENTENCE + " [1]");
    assertThatThrownBy(
            () ->
                client
                    .chat()
                    .completions()
                    .create(
                        ChatCompletionCreateParams.builder()
                            .model("extractive")
                            .addUserMessage("Pepper? ".repeat(200))
                            .build()))
        .isInstanceOf(UnprocessableEntityException.class);
  }

  @Test
  void streamsTheSameAnswerInPieces() {
    String whole =
        client
            .chat()
            .completions()
            .create(question().build())
            .choices()
            .getFirst()
            .message()
            .content()
            .orElseThrow();
    List<ChatCompletionChunk> chunks = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                question()
                    .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                    .build())) {
      stream.stream().forEach(chunks::add);
    }
    StringBuilder text = new StringBuilder();
    chunks.forEach(
        chunk ->
            chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append)));
    assertThat(text.toString()).isEqualTo(whole);
    ChatCompletionChunk usage = chunks.getLast();
    assertThat(usage.choices()).isEmpty();
    assertThat(usage.usage().orElseThrow().totalTokens()).isPositive();
    ChatCompletionChunk last = chunks.get(chunks.size() - 2);
    assertThat(last.choices().getFirst().finishReason())
        .hasValue(ChatCompletionChunk.Choice.FinishReason.STOP);
    assertThat(last._additionalProperties()).containsKey("citations");
    assertThat(chunks).extracting(ChatCompletionChunk::id).containsOnly(usage.id());
  }

  @Test
  void endsAnAnswerWhereTheCallerWantsIt() {
    ChatCompletion short4 =
        client.chat().completions().create(question().maxCompletionTokens(4).build());
    assertThat(content(short4)).isEqualTo("Salt keeps the clock");
    assertThat(short4.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
    assertThat(short4.usage().orElseThrow().completionTokens()).isEqualTo(4);
    ChatCompletion stopped = client.chat().completions().create(question().stop(" from").build());
    assertThat(content(stopped)).isEqualTo("Salt keeps the clock");
    assertThat(stopped.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
  }

  @Test
  void refusesAWrongKeyInWordsThatTheClientShows() {
    OpenAIClient stranger = client("wrong-key-0123456789abcdef");
    try {
      UnauthorizedException refused =
          catchThrowableOfType(
              UnauthorizedException.class,
              () -> stranger.chat().completions().create(question().build()));
      assertThat(refused.code()).hasValue("invalid_api_key");
      assertThat(refused.getMessage()).contains("Send a valid key");
    } finally {
      stranger.close();
    }
  }

  private static String content(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElseThrow();
  }

  private static EmbeddingCreateParams.Builder texts() {
    return EmbeddingCreateParams.builder().model(MODEL);
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder()
        .model("extractive")
        .temperature(0.2)
        .user("somebody")
        .addSystemMessage("Answer like a pirate.")
        .addUserMessage("What keeps the clock from freezing?");
  }

  private static OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + api.port() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }
}
