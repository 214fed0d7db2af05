/** How a character speaks: what it is told, what it remembers, and what it may know. */
@NullMarked
package org.gibsey.api.voice;

import org.jspecify.annotations.NullMarked;
