package dev.carve.dashboard.web;

import com.google.protobuf.ByteString;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/// What a browser reads out of a frame: the layout once more, from the other side.
record DecodedFrame(
    long step,
    List<LayerSurfaces> layers,
    ProjectedExamples examples,
    SurfaceFigures figures,
    List<String> planeTexts,
    int sizeBytes) {

  /// The plane as the viewer chose it.
  String asked() {
    return planeTexts.getFirst();
  }

  static DecodedFrame of(Buffer bytes) {
    return new Reading(bytes).frame();
  }

  private static final class Reading {
    private final Buffer bytes;
    private int position = 72;

    Reading(Buffer bytes) {
      this.bytes = bytes;
    }

    DecodedFrame frame() {
      int points = bytes.getUnsignedShortLE(24) * bytes.getUnsignedShortLE(26);
      int layerCount = bytes.getUnsignedShortLE(28);
      int[] units = new int[layerCount];
      int[] weightCounts = new int[layerCount];
      for (int layer = 0; layer < layerCount; layer++) {
        units[layer] = (int) bytes.getUnsignedIntLE(position);
        weightCounts[layer] = (int) bytes.getUnsignedIntLE(position + 4);
        position += 8;
      }
      List<Floats[]> floats = new ArrayList<>();
      for (int layer = 0; layer < layerCount; layer++) {
        floats.add(
            new Floats[] {
              floats(units[layer]),
              floats(units[layer]),
              floats(units[layer]),
              floats(weightCounts[layer])
            });
      }
      ProjectedExamples examples = examples(bytes.getUnsignedShortLE(30));
      List<LayerSurfaces> layers = new ArrayList<>();
      for (int layer = 0; layer < layerCount; layer++) {
        Floats[] of = floats.get(layer);
        layers.add(new LayerSurfaces(of[0], of[1], heights(units[layer] * points), of[3], of[2]));
      }
      position += (Float.BYTES - position % Float.BYTES) % Float.BYTES;
      SurfaceFigures figures =
          bytes.getUnsignedShortLE(6) == 1
              ? figures(units, examples.size())
              : SurfaceFigures.none();
      return new DecodedFrame(
          (long) bytes.getDoubleLE(8), layers, examples, figures, texts(), position);
    }

    private SurfaceFigures figures(int[] units, int examples) {
      List<LayerFigures> layers = new ArrayList<>();
      for (int n : units) {
        layers.add(new LayerFigures(floats(n), floats(n), floats(n), ints(n), ints(n)));
      }
      int classes = bytes.getUnsignedShortLE(62);
      return new SurfaceFigures(
          layers,
          new ClassFigures(floats(classes), floats(classes), ints(classes)),
          floats(examples));
    }

    private Ints ints(int length) {
      int[] ints = new int[length];
      for (int i = 0; i < length; i++, position += Integer.BYTES) {
        ints[i] = bytes.getIntLE(position);
      }
      return Ints.of(ints);
    }

    private List<String> texts() {
      int lengths = position;
      position += 8;
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int length = bytes.getUnsignedShortLE(lengths + 2 * i);
        texts.add(bytes.getString(position, position + length));
        position += length;
      }
      return texts;
    }

    private Floats floats(int length) {
      if (position % Float.BYTES != 0) {
        throw new AssertionError("a browser cannot map floats at " + position);
      }
      float[] floats = new float[length];
      for (int i = 0; i < length; i++, position += Float.BYTES) {
        floats[i] = bytes.getFloatLE(position);
      }
      return Floats.of(floats);
    }

    private ProjectedExamples examples(int size) {
      float[] coordinates = new float[2 * size];
      int[] labels = new int[size];
      int[] predicted = new int[size];
      for (int i = 0; i < size; i++, position += 12) {
        coordinates[2 * i] = bytes.getFloatLE(position);
        coordinates[2 * i + 1] = bytes.getFloatLE(position + 4);
        labels[i] = bytes.getUnsignedShortLE(position + 8);
        predicted[i] = bytes.getUnsignedShortLE(position + 10);
      }
      return new ProjectedExamples(Floats.of(coordinates), Ints.of(labels), Ints.of(predicted));
    }

    private ByteString heights(int length) {
      ByteString heights = ByteString.copyFrom(bytes.getBytes(position, position + length));
      position += length;
      return heights;
    }
  }
}
