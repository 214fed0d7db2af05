package org.gibsey.api.trace;

import org.gibsey.shard.PassageHit;
import org.gibsey.shard.ServedFrom;
import org.jspecify.annotations.Nullable;

/**
 * A row in the index.
 *
 * @param hit its first passage, or null when searches don't find it
 * @param seen whether the index has the newest write that is known, a deletion included; null when
 *     it can't tell
 * @param indexVersion version of the index that answered
 * @param servedFrom where the answer comes from
 * @param newestWriteMicros newest write of any row that searches see, in microseconds since 1970,
 *     or null when there is none
 */
record IndexedRow(
    @Nullable PassageHit hit,
    @Nullable Boolean seen,
    String indexVersion,
    ServedFrom servedFrom,
    @Nullable Long newestWriteMicros) {}
