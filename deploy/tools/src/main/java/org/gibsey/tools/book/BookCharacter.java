package org.gibsey.tools.book;

/**
 * A character of a book: a character card of version 3, in the file {@code characters/<id>.json}.
 *
 * @param id name of the file
 * @param card JSON on one line
 * @param writeTimeMicros the card's {@code modification_date}, in microseconds since 1970
 */
record BookCharacter(String id, String card, long writeTimeMicros) {}
