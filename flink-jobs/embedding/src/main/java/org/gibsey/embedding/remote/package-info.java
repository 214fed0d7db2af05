/** Models that a server computes: Ollama, or anything with OpenAI's {@code /v1/embeddings}. */
@NullMarked
package org.gibsey.embedding.remote;

import org.jspecify.annotations.NullMarked;
