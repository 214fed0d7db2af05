package org.gibsey.api.pages;

import org.jspecify.annotations.Nullable;

/**
 * A page as a majority of the replicas has it.
 *
 * @param content its columns
 * @param writeTimeMicros newest write time of the columns that have a value, in microseconds since
 *     1970, or null when none has
 */
public record StoredPage(PageContent content, @Nullable Long writeTimeMicros) {
  /** Whether it is exactly what a write at that time left. */
  boolean isOf(PageContent written, long writtenAtMicros) {
    return content.equals(written) && writeTimeMicros != null && writeTimeMicros <= writtenAtMicros;
  }
}
