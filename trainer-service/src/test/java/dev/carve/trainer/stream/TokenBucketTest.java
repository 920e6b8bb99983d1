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
    TokenBucket bucket = bucket(1_000);
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
    TokenBucket bucket = bucket(0.5);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    nowNs.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(bucket.take()).isZero();
  }

  @Test
  void shouldNotMakeUpForAPause() {
    TokenBucket bucket = bucket(1_000);
    nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
    int burst = 0;
    while (bucket.take() == 0) {
      burst++;
    }
    assertThat(burst).isLessThanOrEqualTo(51);
  }

  @Test
  void shouldNeverWaitWithoutARate() {
    TokenBucket bucket = bucket(Double.POSITIVE_INFINITY);
    for (int token = 0; token < 1_000; token++) {
      assertThat(bucket.take()).isZero();
    }
  }

  @Test
  void shouldTakeOnAnotherRateAtOnce() {
    FeedRate rate = new FeedRate(0.001);
    TokenBucket bucket = new TokenBucket(rate, nowNs::get);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isGreaterThan(TimeUnit.SECONDS.toNanos(900));

    rate.set(2);
    assertThat(bucket.take()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    rate.set(Double.POSITIVE_INFINITY);
    assertThat(bucket.take()).isZero();
    nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));
    rate.set(4);
    assertThat(bucket.take()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
  }

  @Test
  void shouldWaitForAsLongAsTheRateIsNone() {
    FeedRate rate = new FeedRate(0);
    TokenBucket bucket = new TokenBucket(rate, nowNs::get);
    assertThat(bucket.take()).isEqualTo(Long.MAX_VALUE);
    nowNs.addAndGet(TimeUnit.MINUTES.toNanos(1));

    rate.set(1_000);
    assertThat(bucket.take()).isZero();
    assertThat(bucket.take()).isPositive();
  }

  @Test
  void shouldRefuseARateBelowNone() {
    FeedRate rate = new FeedRate(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rate.set(-1))
        .withMessage("rate must be 0 or more: rate=-1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> rate.set(Double.NaN));
    assertThat(rate.perSecond()).isEqualTo(5);
  }

  private TokenBucket bucket(double perSecond) {
    return new TokenBucket(new FeedRate(perSecond), nowNs::get);
  }
}
