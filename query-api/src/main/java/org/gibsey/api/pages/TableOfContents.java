package org.gibsey.api.pages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * A book with its pages in order, without their text.
 *
 * @param pages by ascending page number
 */
public record TableOfContents(@JsonUnwrapped Book book, List<PageHeading> pages) {}
