/** Questions answered with sentences of the book, each cited to its page. */
@NullMarked
package org.gibsey.api.ask;

import org.jspecify.annotations.NullMarked;
