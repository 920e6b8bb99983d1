package dev.carve.core.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The running mean and spread of each input, as the standardiser keeps them.
///
/// The arrays are shared, not copied, and are never written to once they are in here.
public final class InputStatistics {
  private final long count;
  private final double[] mean;
  private final double[] m2;

  /// Statistics of `count` examples.
  ///
  /// @param count how many examples they cover, at least 0
  /// @param mean of each input, shape `[inputs]`
  /// @param m2 sum of squared distances from the mean, shape `[inputs]`
  /// @throws MalformedEventException if the shapes differ
  public InputStatistics(long count, double[] mean, double[] m2) {
    if (mean.length != m2.length) {
      throw new MalformedEventException(
          "mean and m2 must have one shape: mean=[%d], m2=[%d]".formatted(mean.length, m2.length));
    }
    this.count = count;
    this.mean = mean;
    this.m2 = m2;
  }

  /// {@return how many examples the statistics cover}
  public long count() {
    return count;
  }

  /// {@return how many inputs there are}
  public int inputs() {
    return mean.length;
  }

  /// {@return the mean of each input, shape `[inputs]`, not to be modified}
  public double[] mean() {
    return mean;
  }

  /// {@return the sum of squared distances from the mean, shape `[inputs]`, not to be modified}
  public double[] m2() {
    return m2;
  }

  dev.carve.core.event.proto.Standardizer toMessage() {
    return dev.carve.core.event.proto.Standardizer.newBuilder()
        .setCount(count)
        .setMean(toBytes(mean))
        .setM2(toBytes(m2))
        .build();
  }

  static InputStatistics fromMessage(dev.carve.core.event.proto.Standardizer message) {
    return new InputStatistics(
        message.getCount(), fromBytes(message.getMean()), fromBytes(message.getM2()));
  }

  private static ByteString toBytes(double[] array) {
    byte[] bytes = new byte[array.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(array);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  private static double[] fromBytes(ByteString bytes) {
    if (bytes.size() % Double.BYTES != 0) {
      throw new MalformedEventException(
          "standardizer must be whole float64 elements: bytes=%d".formatted(bytes.size()));
    }
    double[] array = new double[bytes.size() / Double.BYTES];
    bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(array);
    return array;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputStatistics statistics
        && count == statistics.count
        && Arrays.equals(mean, statistics.mean)
        && Arrays.equals(m2, statistics.m2);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(count) + Arrays.hashCode(mean)) + Arrays.hashCode(m2);
  }

  @Override
  public String toString() {
    return "InputStatistics[count=%d, inputs=%d]".formatted(count, mean.length);
  }
}
