package dev.carve.trainer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TokenBucketTest {
  private final AtomicLong nowNs = new AtomicLong();

  @Test
  void shouldKeepTheRate() {
    TokenBucket bucket = new TokenBucket(1_000, nowNs::get);
    int taken = 0;
    while (nowNs.get() < TimeUnit.SECONDS.toNanos(10)) {
      long waitNs = bucket.take();
      if (waitNs == 0) {
        taken++;
      } else {
        nowNs.addAndGet(waitNs);
      }
    }
    assertThat(taken).isBetween(9_999, 10_001);
  }

  @Test
  void shouldKeepSlowRates() {
    TokenBucket bucket = new TokenBucket(0.5, nowNs::get);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    nowNs.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(bucket.take()).isZero();
  }

  @Test
  void shouldNotMakeUpForAPause() {
    TokenBucket bucket = new TokenBucket(1_000, nowNs::get);
    nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
    int burst = 0;
    while (bucket.take() == 0) {
      burst++;
    }
    assertThat(burst).isLessThanOrEqualTo(51);
  }

  @Test
  void shouldNeverWaitWithoutARate() {
    TokenBucket bucket = new TokenBucket(Double.POSITIVE_INFINITY, nowNs::get);
    for (int token = 0; token < 1_000; token++) {
      assertThat(bucket.take()).isZero();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenBucket(0, nowNs::get))
        .withMessage("rate must be above 0: rate=0.0");
  }
}
