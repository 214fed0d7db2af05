/** Books and their pages, read from Cassandra. */
@NullMarked
package org.gibsey.api.pages;

import org.jspecify.annotations.NullMarked;
