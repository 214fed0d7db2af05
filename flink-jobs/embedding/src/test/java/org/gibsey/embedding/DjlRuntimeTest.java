package org.gibsey.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DjlRuntimeTest {
  private final ClassLoader testLoader = Thread.currentThread().getContextClassLoader();
  private final ClassLoader jobLoader = new ClassLoader(testLoader) {};

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(testLoader);
  }

  @Test
  void loadsThroughItsOwnClassLoaderAndGivesTheCallersBack() {
    Thread.currentThread().setContextClassLoader(jobLoader);
    ClassLoader during =
        DjlRuntime.load("it", () -> Thread.currentThread().getContextClassLoader());
    assertThat(during).isSameAs(DjlRuntime.class.getClassLoader());
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(jobLoader);
  }

  @Test
  void saysWhatCouldNotBeLoadedAndGivesTheClassLoaderBack() {
    Thread.currentThread().setContextClassLoader(jobLoader);
    IOException cause = new IOException("no such file");
    assertThatThrownBy(
            () ->
                DjlRuntime.load(
                    "the engine",
                    () -> {
                      throw cause;
                    }))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage("Cannot load the engine")
        .hasCause(cause);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(jobLoader);
  }
}
