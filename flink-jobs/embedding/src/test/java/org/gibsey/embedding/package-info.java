/** Tests of the embedding model, its tokenizer and its pool. */
@NullMarked
package org.gibsey.embedding;

import org.jspecify.annotations.NullMarked;
