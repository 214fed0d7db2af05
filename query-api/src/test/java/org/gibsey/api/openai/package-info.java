/** Tests of the routes for OpenAI's clients. */
@NullMarked
package org.gibsey.api.openai;

import org.jspecify.annotations.NullMarked;
