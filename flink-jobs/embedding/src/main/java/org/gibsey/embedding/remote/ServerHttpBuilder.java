package org.gibsey.embedding.remote;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/**
 * Hands one {@link ServerHttp} to LangChain4j, whose clients want to build theirs. Its time limits
 * are given already.
 */
record ServerHttpBuilder(ServerHttp http, Duration timeout) implements HttpClientBuilder {
  @Override
  public Duration connectTimeout() {
    return timeout;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return timeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return http;
  }
}
