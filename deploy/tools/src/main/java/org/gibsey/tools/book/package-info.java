/** Reads a book from a folder and writes it to Cassandra. */
@NullMarked
package org.gibsey.tools.book;

import org.jspecify.annotations.NullMarked;
