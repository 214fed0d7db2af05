package org.gibsey.verification.faults;

/**
 * A row of {@code gibsey.page_embeddings}, without its vector.
 *
 * @param number its place among the passages of its page, from 0
 * @param end offset behind its last character in the page's text, in UTF-16 units
 * @param textHash hash of the title and text that it was made from
 */
record PassageRow(PageKey key, int number, int end, String textHash) {}
