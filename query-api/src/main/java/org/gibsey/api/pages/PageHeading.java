package org.gibsey.api.pages;

import org.jspecify.annotations.Nullable;

/** What a table of contents tells of a page; a column without a value is null. */
public record PageHeading(
    int pageNum, @Nullable String chapter, @Nullable String title, @Nullable String speaker) {}
