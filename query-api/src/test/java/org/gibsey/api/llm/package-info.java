@NullMarked
package org.gibsey.api.llm;

import org.jspecify.annotations.NullMarked;
