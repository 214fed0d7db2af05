/** Cutting a text into passages. */
@NullMarked
package org.gibsey.text;

import org.jspecify.annotations.NullMarked;
