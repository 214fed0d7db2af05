/** Language models that write answers. */
@NullMarked
package org.gibsey.api.llm;

import org.jspecify.annotations.NullMarked;
