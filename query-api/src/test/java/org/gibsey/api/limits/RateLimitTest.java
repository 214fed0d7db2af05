package org.gibsey.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimitTest {
  private final AtomicLong now = new AtomicLong();

  private final TimeMeter clock =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return now.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  @Test
  void letsABurstThroughAndThenTheRate() {
    Bucket bucket = new RateLimit(10, 30).bucket(clock);
    for (int i = 0; i < 30; i++) {
      assertThat(bucket.tryConsume(1)).isTrue();
    }
    ConsumptionProbe refused = bucket.tryConsumeAndReturnRemaining(1);
    assertThat(refused.isConsumed()).isFalse();
    assertThat(refused.getNanosToWaitForRefill()).isEqualTo(Duration.ofMillis(100).toNanos());
    assertThat(RequestRate.seconds(refused.getNanosToWaitForRefill())).isOne();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    int passed = 0;
    while (bucket.tryConsume(1)) {
      passed++;
    }
    assertThat(passed).isEqualTo(10);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(bucket.getAvailableTokens()).isEqualTo(30);
  }

  @Test
  void remembersABoundedNumberOfCallers() {
    Buckets buckets = new Buckets(new RateLimit(1, 1));
    for (int i = 0; i < 100_000; i++) {
      assertThat(buckets.of("caller-" + i).tryConsume(1)).isTrue();
    }
    assertThat(buckets.size()).isLessThanOrEqualTo(20_000);
    assertThat(buckets.of("caller-99999")).isSameAs(buckets.of("caller-99999"));
  }

  @ParameterizedTest
  @CsvSource({
    "50, 50, 100",
    "50:50, 50, 50",
    "' 1:10000000 ', 1, 10000000",
    "0, 0, 0",
    "0:9, 0, 0"
  })
  void readsRateAndBurst(String text, long rate, long burst) {
    assertThat(RateLimit.parse("--rate-limit", text)).isEqualTo(new RateLimit(rate, burst));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.5", "10:9", "10:", ":10", "1000001", "1:10000001"})
  void refusesWhatIsNoLimitAndNamesTheOption(String text) {
    assertThatThrownBy(() -> RateLimit.parse("--rate-limit", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--rate-limit");
  }

  @Test
  void allAddressesOfANetworkOfVersion6AreOne() {
    assertThat(GuessRate.network("2001:db8::1")).isEqualTo(GuessRate.network("2001:db8::ffff:2"));
    assertThat(GuessRate.network("2001:db8:0:1::1")).isNotEqualTo(GuessRate.network("2001:db8::1"));
    assertThat(GuessRate.network("192.0.2.1")).isNotEqualTo(GuessRate.network("192.0.2.2"));
    assertThat(GuessRate.network("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void waitsAreToldInWholeSecondsThatAreLongEnough() {
    assertThat(RequestRate.seconds(0)).isZero();
    assertThat(RequestRate.seconds(1)).isOne();
    assertThat(RequestRate.seconds(1_000_000_000L)).isOne();
    assertThat(RequestRate.seconds(1_000_000_001L)).isEqualTo(2);
  }
}
