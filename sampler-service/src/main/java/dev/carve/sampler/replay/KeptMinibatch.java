package dev.carve.sampler.replay;

import java.nio.charset.StandardCharsets;

/// A record of topic `minibatches`, read again.
///
/// The bytes are shared, not copied, and are not to be modified.
public final class KeptMinibatch {
  private final String key;
  private final byte[] value;
  private final long offset;
  private final long timeMs;

  /// A record.
  ///
  /// @param key names the model; may be empty
  /// @param value the minibatch; may be empty
  /// @param offset its own
  /// @param timeMs its own, ms since 1970
  public KeptMinibatch(byte[] key, byte[] value, long offset, long timeMs) {
    this.key = new String(key, StandardCharsets.UTF_8);
    this.value = value;
    this.offset = offset;
    this.timeMs = timeMs;
  }

  /// {@return the model's name, or nothing}
  public String key() {
    return key;
  }

  /// {@return the minibatch as Protobuf, or what somebody took for one}
  public byte[] value() {
    return value;
  }

  /// {@return its offset}
  public long offset() {
    return offset;
  }

  /// {@return its time, ms since 1970}
  public long timeMs() {
    return timeMs;
  }
}
