package org.gibsey.tools.book;

/**
 * A page, as it lies in the folder and in {@code gibsey.pages}.
 *
 * @param pageNum from 1 on
 */
record BookPage(int pageNum, String chapter, String title, String speaker, String text) {}
