package dev.carve.sampler.http;

import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.sampling.Feeder;
import dev.carve.sampler.sampling.NeuronFocus;
import dev.carve.sampler.sampling.SurfaceComparison;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The binary layout of surfaces at full precision, version 1.
///
/// Everything is little-endian, without padding; every block of f32 starts at a multiple of 4.
///
/// ```
///  0  u32  magic 0x53565243, "CRVS"
///  4  u16  version = 1            6  u16  flags = 0
///  8  f64  step
/// 16  u16  columns               18  u16  rows
/// 20  u32  surfaces n
/// 24  f32  uMinimum              28  f32  uMaximum
/// 32  f32  vMinimum              36  f32  vMaximum
/// 40  n × { u16 role; u16 layer; i32 unit; f32 weight }
///     n × { f32 heights[rows × columns] }                  row 0 is the lowest v
/// ```
///
/// Roles: 1 pre-activation and 2 activation of a neuron; 3 what feeds it, 4 its contribution (times
/// the weight), 5 the sum up to there; 6 how much an activation rose between two steps. Layer 1 is
/// the first hidden one, 0 the inputs; unit −1 is the rest of the feeders together. The weight is
/// that of roles 3 to 5, else 1.
final class SurfacesLayout {
  static final int MAGIC = 0x53565243;
  static final int VERSION = 1;
  static final int HEADER_BYTES = 40;
  static final int SURFACE_BYTES = 12;
  static final int PRE_ACTIVATION = 1;
  static final int ACTIVATION = 2;
  static final int FEEDER = 3;
  static final int CONTRIBUTION = 4;
  static final int RUNNING_SUM = 5;
  static final int RISE = 6;

  private SurfacesLayout() {}

  /// One surface with what it is.
  private static final class Surface {
    private final int role;
    private final int layer;
    private final int unit;
    private final float weight;
    private final float[] heights;

    Surface(int role, int layer, int unit, float weight, float... heights) {
      this.role = role;
      this.layer = layer;
      this.unit = unit;
      this.weight = weight;
      this.heights = heights;
    }
  }

  /// A neuron's own surfaces, and of each feeder its surface, its contribution and the running sum.
  static Buffer encode(NeuronFocus focus) {
    int layer = focus.neuron().layer() + 1;
    int unit = focus.neuron().unit();
    List<Surface> surfaces = new ArrayList<>();
    surfaces.add(new Surface(PRE_ACTIVATION, layer, unit, 1, focus.surfaces().preActivation()));
    surfaces.add(new Surface(ACTIVATION, layer, unit, 1, focus.surfaces().activation()));
    for (Feeder feeder : focus.feeders()) {
      int below = layer - 1;
      float weight = feeder.weight();
      surfaces.add(new Surface(FEEDER, below, feeder.unit(), weight, feeder.heights()));
      surfaces.add(new Surface(CONTRIBUTION, below, feeder.unit(), weight, feeder.contribution()));
      surfaces.add(new Surface(RUNNING_SUM, below, feeder.unit(), weight, feeder.runningSum()));
    }
    return encode(focus.snapshot().step(), focus.grid(), focus.plane(), surfaces);
  }

  /// How much each neuron's activation rose.
  static Buffer encode(SurfaceComparison comparison) {
    List<Surface> surfaces = new ArrayList<>();
    for (SurfaceComparison.Neuron neuron : comparison.neurons()) {
      surfaces.add(
          new Surface(
              RISE, neuron.neuron().layer() + 1, neuron.neuron().unit(), 1, neuron.rises()));
    }
    return encode(comparison.after().step(), comparison.grid(), comparison.plane(), surfaces);
  }

  private static Buffer encode(
      long step, SurfaceGrid grid, SurfacePlane plane, List<Surface> surfaces) {
    int each = SURFACE_BYTES + grid.points() * Float.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER_BYTES + Math.multiplyExact(surfaces.size(), each))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(MAGIC)
            .putShort((short) VERSION)
            .putShort((short) 0)
            .putDouble((double) step)
            .putShort((short) grid.columns())
            .putShort((short) grid.rows())
            .putInt(surfaces.size())
            .putFloat(plane.uMinimum())
            .putFloat(plane.uMaximum())
            .putFloat(plane.vMinimum())
            .putFloat(plane.vMaximum());
    for (Surface surface : surfaces) {
      bytes
          .putShort((short) surface.role)
          .putShort((short) surface.layer)
          .putInt(surface.unit)
          .putFloat(surface.weight);
    }
    for (Surface surface : surfaces) {
      bytes.asFloatBuffer().put(surface.heights);
      bytes.position(bytes.position() + grid.points() * Float.BYTES);
    }
    return Buffer.buffer(bytes.array());
  }
}
