/** Text to unit vectors: the model, its tokenizer, and one shared instance of both per JVM. */
@NullMarked
package org.gibsey.embedding;

import org.jspecify.annotations.NullMarked;
