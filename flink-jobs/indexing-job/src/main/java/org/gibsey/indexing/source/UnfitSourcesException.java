package org.gibsey.indexing.source;

import org.jspecify.annotations.Nullable;

/** The tables of the collections are not such that the job can follow them. */
public final class UnfitSourcesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitSourcesException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
