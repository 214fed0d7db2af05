/** The part of OpenAI's API that its clients need for models, embeddings and answers. */
@NullMarked
package org.gibsey.api.openai;

import org.jspecify.annotations.NullMarked;
