package org.gibsey.api.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gibsey.api.llm.Prompt.Message;
import org.jspecify.annotations.Nullable;

/** LangChain4j's clients, each for one request. */
final class ChatClients {
  private ChatClients() {}

  /** A client that sends its only request through a call. */
  static StreamingChatModel over(ModelCall call, LanguageModelSettings settings) {
    String url = Objects.requireNonNull(settings.url(), "url");
    String name = Objects.requireNonNull(settings.name(), "name");
    @Nullable String secret = settings.key().secret();
    if (settings.provider() == LanguageModelSettings.Provider.OLLAMA) {
      return OllamaStreamingChatModel.builder()
          .httpClientBuilder(call)
          .baseUrl(url)
          .modelName(name)
          .customHeaders(secret == null ? Map.of() : Map.of("Authorization", "Bearer " + secret))
          .build();
    }
    var client =
        OpenAiStreamingChatModel.builder().httpClientBuilder(call).baseUrl(url).modelName(name);
    return (secret == null ? client : client.apiKey(secret)).build();
  }

  static ChatRequest request(Prompt prompt) {
    List<ChatMessage> messages = prompt.messages().stream().map(ChatClients::message).toList();
    return ChatRequest.builder()
        .messages(messages)
        .maxOutputTokens(prompt.maxTokens())
        .temperature(prompt.temperature())
        .build();
  }

  private static ChatMessage message(Message message) {
    return switch (message.speaker()) {
      case SYSTEM -> SystemMessage.from(message.text());
      case USER -> UserMessage.from(message.text());
      case ASSISTANT -> AiMessage.from(message.text());
    };
  }
}
