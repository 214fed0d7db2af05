package org.gibsey.index;

import org.jspecify.annotations.Nullable;

/**
 * What searches of one shard can find at this moment.
 *
 * @param rows number of searchable rows
 * @param passages number of searchable passages
 * @param newestWriteTimeMicros highest write time whose effect searches see, deletes included, in
 *     microseconds since 1970, or null when nothing was ever indexed
 */
public record IndexCounts(long rows, long passages, @Nullable Long newestWriteTimeMicros) {}
