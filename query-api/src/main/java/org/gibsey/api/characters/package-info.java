/** Characters of books: their cards, what they know, and where they are kept. */
@NullMarked
package org.gibsey.api.characters;

import org.jspecify.annotations.NullMarked;
