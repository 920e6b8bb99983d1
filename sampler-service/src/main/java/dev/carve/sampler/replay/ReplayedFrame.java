package dev.carve.sampler.replay;

/// A frame of a replay and when to show it.
///
/// The bytes are shared, not copied, and are not to be modified.
public final class ReplayedFrame {
  private final long step;
  private final long dueNs;
  private final byte[] bytes;

  ReplayedFrame(long step, long dueNs, byte[] bytes) {
    this.step = step;
    this.dueNs = dueNs;
    this.bytes = bytes;
  }

  /// {@return SGD steps taken}
  public long step() {
    return step;
  }

  /// {@return ns after the first snapshot of the range was due}
  public long dueNs() {
    return dueNs;
  }

  /// {@return the frame as topic `frames` has it}
  public byte[] bytes() {
    return bytes;
  }
}
