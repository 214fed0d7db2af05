package org.gibsey.api.pages;

import org.jspecify.annotations.Nullable;

/** What a page consists of beside its key; a column without a value is null. */
public record PageContent(
    @Nullable String chapter,
    @Nullable String title,
    @Nullable String speaker,
    @Nullable String text) {}
