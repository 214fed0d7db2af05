package org.gibsey.embedding;

/**
 * Where one token lies in its text.
 *
 * @param start index of its first UTF-16 unit, as in {@link String#substring(int, int)}
 * @param end index after its last UTF-16 unit; never inside a surrogate pair, nor is {@code start}
 */
public record TokenSpan(int start, int end) {}
