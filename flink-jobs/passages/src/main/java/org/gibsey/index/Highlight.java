package org.gibsey.index;

/**
 * A word of a passage that the query asks for.
 *
 * @param start UTF-16 index of its first character in the passage's text
 * @param end UTF-16 index behind its last character
 */
public record Highlight(int start, int end) {}
