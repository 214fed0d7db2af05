package org.gibsey.embedding;

/** Who computes vectors. */
public enum ModelProvider {
  /** all-MiniLM-L6-v2 from this program's own classpath. */
  BUILT_IN,
  /** A TorchScript model that DJL loads from a folder or a {@code djl://} address. */
  DJL,
  /** An Ollama server. */
  OLLAMA,
  /** A server with OpenAI's {@code /v1/embeddings}. */
  OPENAI;

  /** Whether another process computes, which may be away while this one runs well. */
  public boolean isServer() {
    return this == OLLAMA || this == OPENAI;
  }
}
