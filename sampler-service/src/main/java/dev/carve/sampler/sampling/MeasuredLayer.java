package dev.carve.sampler.sampling;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceStatistics;

/// The surfaces of one layer in 256 levels each, and what they are like.
///
/// @param minimum lowest finite heights, shape `[units]`
/// @param maximum highest finite heights, shape `[units]`
/// @param heights one unsigned byte each, shape `[units, points]`
/// @param figures of all neurons
record MeasuredLayer(Floats minimum, Floats maximum, ByteString heights, LayerFigures figures) {
  static MeasuredLayer of(
      SurfaceSampler sampler,
      SurfaceStatistics statistics,
      SurfacePlane plane,
      int layer,
      int units) {
    int points = sampler.grid().points();
    float[] minimum = new float[units];
    float[] maximum = new float[units];
    float[] means = new float[units];
    float[] roughness = new float[units];
    float[] plateauShares = new float[units];
    int[] peaks = new int[units];
    int[] valleys = new int[units];
    byte[] heights = new byte[units * points];
    for (int unit = 0; unit < units; unit++) {
      statistics.measure(sampler.activation(layer, unit), plane);
      minimum[unit] = statistics.levels().minimum();
      maximum[unit] = statistics.levels().maximum();
      means[unit] = (float) statistics.mean();
      roughness[unit] = (float) statistics.roughness();
      plateauShares[unit] = (float) statistics.plateauShare();
      peaks[unit] = statistics.peaks();
      valleys[unit] = statistics.valleys();
      statistics.levels().copyTo(heights, unit * points);
    }
    return new MeasuredLayer(
        Floats.of(minimum),
        Floats.of(maximum),
        UnsafeByteOperations.unsafeWrap(heights),
        new LayerFigures(
            Floats.of(means),
            Floats.of(roughness),
            Floats.of(plateauShares),
            Ints.of(peaks),
            Ints.of(valleys)));
  }
}
