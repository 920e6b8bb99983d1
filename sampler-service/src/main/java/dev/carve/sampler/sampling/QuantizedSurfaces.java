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
      float low = lowest(surfaces, from, points);
      float high = highest(surfaces, from, points);
      if (Float.isFinite(high - low)) {
        quantize(surfaces, from, points, low, high, heights);
      } else {
        low = lowestFinite(surfaces, from, points);
        high = highestFinite(surfaces, from, points);
        quantizeAny(surfaces, from, points, low, high, heights);
      }
      minimum[unit] = low;
      maximum[unit] = high;
    }
    return new QuantizedSurfaces(
        Floats.of(minimum), Floats.of(maximum), UnsafeByteOperations.unsafeWrap(heights));
  }

  /* These three loops run over every point of every surface: they are kept so plain that the compiler turns them into
   * vector instructions. A height that is no number makes both ends of the range no number. */

  private static float lowest(float[] surfaces, int from, int points) {
    float low = surfaces[from];
    for (int i = from; i < from + points; i++) {
      low = Math.min(low, surfaces[i]);
    }
    return low;
  }

  private static float highest(float[] surfaces, int from, int points) {
    float high = surfaces[from];
    for (int i = from; i < from + points; i++) {
      high = Math.max(high, surfaces[i]);
    }
    return high;
  }

  private static void quantize(
      float[] surfaces, int from, int points, float low, float high, byte[] heights) {
    float scale = high > low ? QUANTA / (high - low) : 0;
    if (Float.isInfinite(scale)) {
      quantizeAny(surfaces, from, points, low, high, heights);
      return;
    }
    for (int i = from; i < from + points; i++) {
      heights[i] = (byte) (int) ((surfaces[i] - low) * scale + 0.5f);
    }
  }

  private static float lowestFinite(float[] surfaces, int from, int points) {
    float low = Float.MAX_VALUE;
    boolean found = false;
    for (int i = from; i < from + points; i++) {
      if (Float.isFinite(surfaces[i])) {
        low = Math.min(low, surfaces[i]);
        found = true;
      }
    }
    return found ? low : 0;
  }

  private static float highestFinite(float[] surfaces, int from, int points) {
    float high = -Float.MAX_VALUE;
    boolean found = false;
    for (int i = from; i < from + points; i++) {
      if (Float.isFinite(surfaces[i])) {
        high = Math.max(high, surfaces[i]);
        found = true;
      }
    }
    return found ? high : 0;
  }

  /* A cast turns what is no number, such as infinity times zero, into 0. */
  private static void quantizeAny(
      float[] surfaces, int from, int points, float low, float high, byte[] heights) {
    double scale = high > low ? QUANTA / ((double) high - low) : 0;
    for (int i = from; i < from + points; i++) {
      double height = ((double) surfaces[i] - low) * scale + 0.5;
      heights[i] = (byte) (int) Math.clamp(height, 0.0, QUANTA);
    }
  }
}
