package org.gibsey.text;

/**
 * Some consecutive tokens of a text.
 *
 * @param from first token, inclusive
 * @param to last token, exclusive
 */
record TokenWindow(int from, int to) {}
