/** Search by meaning and by words: from a query's text to ranked passages. */
@NullMarked
package org.gibsey.api.search;

import org.jspecify.annotations.NullMarked;
