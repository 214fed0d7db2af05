/** The query API: the process that answers readers over HTTP, and how it is put together. */
@NullMarked
package org.gibsey.api;

import org.jspecify.annotations.NullMarked;
