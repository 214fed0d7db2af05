/**
 * Random histories of rows, a plain model of what they must end in, and the bugs that the suites
 * must notice.
 */
@NullMarked
package org.gibsey.indexing.history;

import org.jspecify.annotations.NullMarked;
