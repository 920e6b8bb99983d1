package dev.carve.sampler.sampling;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carve.core.event.Floats;

/// The surfaces of one layer in 256 heights each.
///
/// Quantum 0 is the lowest and 255 the highest point of each surface: height = minimum + q/255 ×
/// (maximum − minimum). Heights that are no finite number are drawn at the nearer end, and at the
/// lower one if there is none.
///
/// @param minimum lowest finite height, shape `[units]`
/// @param maximum highest finite height, shape `[units]`
/// @param heights one unsigned byte each, shape `[units, points]`
record QuantizedSurfaces(Floats minimum, Floats maximum, ByteString heights) {
  private static final float QUANTA = 255;

  static QuantizedSurfaces of(float[] surfaces, int units, int points) {
    float[] minimum = new float[units];
    float[] maximum = new float[units];
    byte[] heights = new byte[units * points];
    for (int unit = 0; unit < units; unit++) {
      int from = unit * points;
      findRange(surfaces, from, points, minimum, maximum, unit);
      quantize(surfaces, from, points, minimum[unit], maximum[unit], heights);
    }
    return new QuantizedSurfaces(
        Floats.of(minimum), Floats.of(maximum), UnsafeByteOperations.unsafeWrap(heights));
  }

  private static void findRange(
      float[] surfaces, int from, int points, float[] minimum, float[] maximum, int unit) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + points; i++) {
      float height = surfaces[i];
      if (Float.isFinite(height)) {
        low = Math.min(low, height);
        high = Math.max(high, height);
      }
    }
    minimum[unit] = low <= high ? low : 0;
    maximum[unit] = low <= high ? high : 0;
  }

  private static void quantize(
      float[] surfaces, int from, int points, float low, float high, byte[] heights) {
    double scale = high > low ? QUANTA / ((double) high - low) : 0;
    for (int i = from; i < from + points; i++) {
      heights[i] = (byte) quantum(((double) surfaces[i] - low) * scale);
    }
  }

  /* A cast turns NaN, such as infinity times a scale of zero, into 0. */
  private static int quantum(double height) {
    return (int) Math.clamp(height + 0.5, 0.0, QUANTA);
  }
}
