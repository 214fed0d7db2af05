package org.gibsey.api.pages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A book as one of many.
 *
 * @param pages number of its pages
 */
public record BookSummary(@JsonUnwrapped Book book, long pages) {}
