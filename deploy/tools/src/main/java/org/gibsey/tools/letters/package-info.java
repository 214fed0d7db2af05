/** Reads dead letters, and publishes again what they are about. */
@NullMarked
package org.gibsey.tools.letters;

import org.jspecify.annotations.NullMarked;
