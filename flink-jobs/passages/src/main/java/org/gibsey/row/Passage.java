package org.gibsey.row;

/**
 * A stretch of a row's text that is embedded and found as one.
 *
 * @param number position among the row's passages, from 0
 * @param start first UTF-16 index in the row's text, inclusive
 * @param end last UTF-16 index in the row's text, exclusive
 * @param text the row's text from {@code start} to {@code end}
 */
public record Passage(int number, int start, int end, String text) {}
