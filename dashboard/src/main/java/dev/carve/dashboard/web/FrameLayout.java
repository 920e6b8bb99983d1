package dev.carve.dashboard.web;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.core.surface.SurfacePlane;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The binary layout in which browsers get frames, version 2.
///
/// Everything is little-endian; every block of f32 and u32 starts at a multiple of 4, so that a
/// browser can put typed arrays over it without copying. Layers are the hidden layers in order,
/// then the class layer; L is their number, n that of the examples, d that of the inputs. Version 1
/// ended with the heights; all of it is still where it was.
///
/// ```
///  0  u32  magic 0x46565243, "CRVF"
///  4  u16  version = 2
///  6  u16  flags: 1 = figures follow the heights
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
///     0 to 3 × u8 0                             up to a multiple of 4
///     figures, if their flag is set:
///     L × { f32 means[units]; f32 roughness[units]; f32 plateauShares[units]; u32 peaks[units]; u32 valleys[units] }
///     f32 ownHeights[classes]; f32 otherHeights[classes]; u32 wrong[classes]
///     f32 margins[n]
///     the plane, always:
///     u16 lengths[4]; u8 asked[lengths[0]]; u8 name[lengths[1]]; u8 uName[lengths[2]]; u8 vName[lengths[3]]
/// ```
///
/// A height is `minimum + q / 255 × (maximum − minimum)`; weights are `[units, inputs]`, row-major;
/// row 0 of the heights is the lowest v. Figures are those of [SurfaceFigures], NaN where there is
/// none. The plane's texts are UTF-8, cut where they are longer than a length can say: `asked` as
/// the viewer chose it, empty for the model's own plane, then what it and its axes are called.
final class FrameLayout {
  static final int MAGIC = 0x46565243;
  static final int VERSION = 2;
  static final int HEADER_BYTES = 72;
  static final int FIGURES_FOLLOW = 1;

  private static final int LAYER_BYTES = 2 * Integer.BYTES;
  private static final int EXAMPLE_BYTES = 2 * Float.BYTES + 2 * Short.BYTES;
  private static final int MOST = 0xFFFF;

  private FrameLayout() {}

  /// The frame in this layout.
  ///
  /// @param asked the plane as the viewer chose it, empty for the model's own
  /// @throws IllegalArgumentException if it has more columns, rows, layers, examples or classes
  ///   than 16 bits hold
  static Buffer encode(SurfaceFrame frame, String asked) {
    ByteBuffer plane = plane(frame.plane(), asked);
    int heightsEnd = heightsEnd(frame);
    int figuresStart = Math.ceilDiv(heightsEnd, Integer.BYTES) * Integer.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(figuresStart + figuresBytes(frame) + plane.remaining())
            .order(ByteOrder.LITTLE_ENDIAN);
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
    bytes.position(figuresStart);
    if (hasFigures(frame)) {
      putFigures(bytes, frame.figures());
    }
    bytes.put(plane);
    return Buffer.buffer(bytes.array());
  }

  private static boolean hasFigures(SurfaceFrame frame) {
    return !frame.figures().equals(SurfaceFigures.none());
  }

  private static int heightsEnd(SurfaceFrame frame) {
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

  private static int figuresBytes(SurfaceFrame frame) {
    if (!hasFigures(frame)) {
      return 0;
    }
    SurfaceFigures figures = frame.figures();
    int numbers = 3 * figures.classes().wrong().length() + figures.margins().length();
    for (LayerFigures layer : figures.layers()) {
      numbers += 5 * layer.means().length();
    }
    return numbers * Integer.BYTES;
  }

  private static void putHeader(ByteBuffer bytes, SurfaceFrame frame) {
    List<LayerSurfaces> layers = frame.layers();
    bytes
        .putInt(MAGIC)
        .putShort((short) VERSION)
        .putShort((short) (hasFigures(frame) ? FIGURES_FOLLOW : 0))
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

  private static void put(ByteBuffer bytes, Ints ints) {
    bytes.asIntBuffer().put(ints.array());
    bytes.position(bytes.position() + ints.length() * Integer.BYTES);
  }

  private static void putFigures(ByteBuffer bytes, SurfaceFigures figures) {
    for (LayerFigures layer : figures.layers()) {
      put(bytes, layer.means());
      put(bytes, layer.roughness());
      put(bytes, layer.plateauShares());
      put(bytes, layer.peaks());
      put(bytes, layer.valleys());
    }
    put(bytes, figures.classes().ownHeights());
    put(bytes, figures.classes().otherHeights());
    put(bytes, figures.classes().wrong());
    put(bytes, figures.margins());
  }

  private static ByteBuffer plane(SurfacePlane plane, String asked) {
    List<ByteBuffer> texts =
        List.of(utf8(asked), utf8(plane.name()), utf8(plane.uName()), utf8(plane.vName()));
    int size = texts.stream().mapToInt(text -> Short.BYTES + text.remaining()).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    texts.forEach(text -> bytes.putShort((short) text.remaining()));
    texts.forEach(bytes::put);
    return bytes.flip();
  }

  /// As much of a text as a length can say; the encoder ends before a character that does not fit.
  private static ByteBuffer utf8(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.min(MOST, 3 * text.length()));
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), bytes, true);
    return bytes.flip();
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
