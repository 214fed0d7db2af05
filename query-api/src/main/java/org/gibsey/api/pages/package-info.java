/** Books and their pages, read from Cassandra and written to it. */
@NullMarked
package org.gibsey.api.pages;

import org.jspecify.annotations.NullMarked;
