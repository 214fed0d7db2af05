/** The query API, as seen by somebody who waits for a row to become searchable. */
@NullMarked
package org.gibsey.tools.search;

import org.jspecify.annotations.NullMarked;
