package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AskedShardTest {
  private final AskedShard shard = new AskedShard(new ShardId("pages", 3));

  @Test
  void tellsWhatWasWrongBeforeTheTimeRanOut() {
    shard.failed("UNAVAILABLE: connection refused", 1, 0);
    shard.ranOutOfTime("DEADLINE_EXCEEDED: too late to ask");

    assertThat(shard.missing(true).reason())
        .isEqualTo("did not answer in time, UNAVAILABLE: connection refused");
  }

  @Test
  void tellsThatTheTimeRanOutWhenNothingElseIsKnown() {
    shard.ranOutOfTime("DEADLINE_EXCEEDED: 2 s are over");

    assertThat(shard.missing(true).reason())
        .isEqualTo("did not answer in time, DEADLINE_EXCEEDED: 2 s are over");
  }
}
