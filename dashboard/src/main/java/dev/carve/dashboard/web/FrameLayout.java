package dev.carve.dashboard.web;

import dev.carve.core.event.Floats;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The binary layout in which browsers get frames, version 1.
///
/// Everything is little-endian, without padding; every block of f32 starts at a multiple of 4, so
/// that a browser can put typed arrays over it without copying. Layers are the hidden layers in
/// order, then the class layer; L is their number, n that of the examples, d that of the inputs.
///
/// ```
///  0  u32  magic 0x46565243, "CRVF"
///  4  u16  version = 1
///  6  u16  flags = 0
///  8  f64  step
/// 16  f64  time, ms since 1970
/// 24  u16  columns               26  u16  rows
/// 28  u16  layers L              30  u16  examples n
/// 32  f32  uMinimum              36  f32  uMaximum
/// 40  f32  vMinimum              44  f32  vMaximum
/// 48  f32  loss                  52  f32  accuracy
/// 56  f32  learningRate
/// 60  u16  inputs d, 0xFFFF if more        62  u16  classes
/// 64  f64  examplesSeen
/// 72  L × { u32 units; u32 weightCount }   weightCount = units × inputs of the layer, or 0 when omitted
///     L × { f32 minimum[units]; f32 maximum[units]; f32 biases[units]; f32 weights[weightCount] }
///     n × { f32 s; f32 t; u16 label; u16 predicted }        on the plane, oldest first
///     L × { u8 heights[units × rows × columns] }
/// ```
///
/// A height is `minimum + q / 255 × (maximum − minimum)`; weights are `[units, inputs]`, row-major;
/// row 0 of the heights is the lowest v.
final class FrameLayout {
  static final int MAGIC = 0x46565243;
  static final int VERSION = 1;
  static final int HEADER_BYTES = 72;

  private static final int LAYER_BYTES = 2 * Integer.BYTES;
  private static final int EXAMPLE_BYTES = 2 * Float.BYTES + 2 * Short.BYTES;
  private static final int MOST = 0xFFFF;

  private FrameLayout() {}

  /// The frame in this layout.
  ///
  /// @throws IllegalArgumentException if it has more columns, rows, layers, examples or classes
  ///   than 16 bits hold
  static Buffer encode(SurfaceFrame frame) {
    ByteBuffer bytes = ByteBuffer.allocate(sizeBytes(frame)).order(ByteOrder.LITTLE_ENDIAN);
    putHeader(bytes, frame);
    for (LayerSurfaces layer : frame.layers()) {
      bytes.putInt(layer.units()).putInt(layer.weights().length());
    }
    for (LayerSurfaces layer : frame.layers()) {
      put(bytes, layer.minimum());
      put(bytes, layer.maximum());
      put(bytes, layer.biases());
      put(bytes, layer.weights());
    }
    putExamples(bytes, frame.examples());
    for (LayerSurfaces layer : frame.layers()) {
      layer.heights().copyTo(bytes);
    }
    return Buffer.buffer(bytes.array());
  }

  private static int sizeBytes(SurfaceFrame frame) {
    int size = HEADER_BYTES + frame.examples().size() * EXAMPLE_BYTES;
    for (LayerSurfaces layer : frame.layers()) {
      int floats =
          layer.minimum().length()
              + layer.maximum().length()
              + layer.biases().length()
              + layer.weights().length();
      size += LAYER_BYTES + floats * Float.BYTES + layer.heights().size();
    }
    return size;
  }

  private static void putHeader(ByteBuffer bytes, SurfaceFrame frame) {
    List<LayerSurfaces> layers = frame.layers();
    bytes
        .putInt(MAGIC)
        .putShort((short) VERSION)
        .putShort((short) 0)
        .putDouble((double) frame.step())
        .putDouble((double) frame.time().toEpochMilli())
        .putShort(unsigned("columns", frame.columns()))
        .putShort(unsigned("rows", frame.rows()))
        .putShort(unsigned("layers", layers.size()))
        .putShort(unsigned("examples", frame.examples().size()))
        .putFloat(frame.plane().uMinimum())
        .putFloat(frame.plane().uMaximum())
        .putFloat(frame.plane().vMinimum())
        .putFloat(frame.plane().vMaximum())
        .putFloat((float) frame.loss())
        .putFloat((float) frame.accuracy())
        .putFloat((float) frame.learningRate())
        .putShort((short) Math.min(frame.plane().origin().length, MOST))
        .putShort(unsigned("classes", layers.isEmpty() ? 0 : layers.getLast().units()))
        .putDouble((double) frame.examplesSeen());
  }

  private static void put(ByteBuffer bytes, Floats floats) {
    bytes.asFloatBuffer().put(floats.array());
    bytes.position(bytes.position() + floats.length() * Float.BYTES);
  }

  private static void putExamples(ByteBuffer bytes, ProjectedExamples examples) {
    for (int example = 0; example < examples.size(); example++) {
      bytes
          .putFloat(examples.coordinates().get(2 * example))
          .putFloat(examples.coordinates().get(2 * example + 1))
          .putShort(unsigned("label", examples.labels().get(example)))
          .putShort(unsigned("predicted", examples.predicted().get(example)));
    }
  }

  private static short unsigned(String name, int value) {
    if (value < 0 || value > MOST) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d: %s=%d".formatted(name, MOST, name, value));
    }
    return (short) value;
  }
}
