package dev.carve.standalone.parameters;

import dev.carve.core.event.Floats;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A model in the layout of safetensors (https://github.com/huggingface/safetensors): a header,
/// then the bytes of all tensors, little-endian and row-major.
///
/// Weights and biases are `layers.0.weight` `[units, inputs]` and `layers.0.bias` `[units]`, then
/// those of `layers.1` and so on, float32. A model that standardises has `standardizer.mean`,
/// `standardizer.variance` and `standardizer.scale` too, `[inputs]`, float64. They come first,
/// since wider elements must lie at wider steps.
final class SafetensorsFormat implements ReadableFormat {
  private static final int BLOCK_BYTES = 1 << 16;

  @Override
  public String extension() {
    return ".safetensors";
  }

  @Override
  public void write(TrainedModel model, OutputStream out) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt"); // weights as PyTorch lays them out
    metadata.putAll(ModelMetadata.of(model));
    SafetensorsHeader.write(metadata, entries(model), out);
    if (model.standardizer().isPresent()) {
      Standardizer standardizer = model.standardizer().get();
      writeDoubles(standardizer.mean(), out);
      writeDoubles(standardizer.variance(), out);
      writeDoubles(standardizer.scale(), out);
    }
    writeFloats(model.parameters().array(), out);
  }

  @Override
  public Floats read(InputStream in, Network network) throws IOException {
    List<TensorEntry> entries = SafetensorsHeader.read(in);
    Map<TensorEntry, Integer> offsets = LayerTensors.offsets(entries, network);
    float[] parameters = new float[network.parameterCount()];
    for (TensorEntry entry : entries) {
      Integer offset = offsets.get(entry);
      if (offset == null) {
        skip(in, entry);
      } else {
        read(in, entry, parameters, offset);
      }
    }
    if (in.read() >= 0) {
      throw new UnfitParametersException(
          "the file must end with its last tensor: expected=%d bytes after the header, found=more"
              .formatted(entries.isEmpty() ? 0 : entries.getLast().end()));
    }
    return Floats.of(parameters);
  }

  private static List<TensorEntry> entries(TrainedModel model) {
    List<TensorEntry> entries = new ArrayList<>();
    if (model.standardizer().isPresent()) {
      long inputs = model.network().inputs();
      append(entries, LayerTensors.STANDARDIZER + "mean", ElementType.F64, inputs);
      append(entries, LayerTensors.STANDARDIZER + "variance", ElementType.F64, inputs);
      append(entries, LayerTensors.STANDARDIZER + "scale", ElementType.F64, inputs);
    }
    List<DenseLayer> layers = model.network().layers();
    for (int index = 0; index < layers.size(); index++) {
      long units = layers.get(index).units();
      long inputs = layers.get(index).inputs();
      append(entries, LayerTensors.weightName(index), ElementType.F32, units, inputs);
      append(entries, LayerTensors.biasName(index), ElementType.F32, units);
    }
    return entries;
  }

  private static void append(
      List<TensorEntry> entries, String name, ElementType type, Long... shape) {
    long begin = entries.isEmpty() ? 0 : entries.getLast().end();
    TensorEntry empty = new TensorEntry(name, type, List.of(shape), begin, begin);
    long end = begin + empty.elements() * type.bytes();
    entries.add(new TensorEntry(name, type, empty.shape(), begin, end));
  }

  private static void writeFloats(float[] elements, OutputStream out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : elements) {
      if (!block.hasRemaining()) {
        out.write(block.array(), 0, block.position());
        block.clear();
      }
      block.putFloat(element);
    }
    out.write(block.array(), 0, block.position());
  }

  private static void writeDoubles(double[] elements, OutputStream out) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(elements);
    out.write(bytes.array());
  }

  private static void read(InputStream in, TensorEntry entry, float[] parameters, int offset)
      throws IOException {
    int element = 0;
    for (long at = entry.begin(); at < entry.end(); at += BLOCK_BYTES) {
      ByteBuffer block = block(in, entry, at);
      while (block.hasRemaining()) {
        float value = entry.type().next(block);
        if (!Float.isFinite(value)) {
          throw new UnfitParametersException(
              "elements must be finite numbers: tensor=%s, element=%d, value=%s"
                  .formatted(entry.name(), element, value));
        }
        parameters[offset + element++] = value;
      }
    }
  }

  private static void skip(InputStream in, TensorEntry entry) throws IOException {
    for (long at = entry.begin(); at < entry.end(); at += BLOCK_BYTES) {
      block(in, entry, at);
    }
  }

  /// Reads the next block of a tensor.
  private static ByteBuffer block(InputStream in, TensorEntry entry, long at) throws IOException {
    int length = (int) Math.min(BLOCK_BYTES, entry.end() - at);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new UnfitParametersException(
          "the file must hold all bytes of each tensor: tensor=%s, expected=%d, found=%d"
              .formatted(
                  entry.name(), entry.end() - entry.begin(), at + bytes.length - entry.begin()));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
