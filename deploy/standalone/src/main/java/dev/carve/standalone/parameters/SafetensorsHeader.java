package dev.carve.standalone.parameters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The beginning of a `.safetensors` file: the length of what follows as eight bytes, then a JSON
/// object that says of each tensor what it is and where its bytes lie.
///
/// A header may come from anyone. It is read with bounds on its length, on the nesting and the
/// names inside, and nothing is allocated on its word.
final class SafetensorsHeader {
  private static final int MAXIMUM_BYTES = 100_000_000; // as the reference implementation has it
  private static final int ALIGNMENT = 8;
  private static final String METADATA = "__metadata__";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(16).maxNameLength(500).build())
          .build();

  private SafetensorsHeader() {}

  /// Writes a header, padded so that the tensors behind it are aligned.
  static void write(Map<String, String> metadata, List<TensorEntry> entries, OutputStream out)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart(METADATA);
      for (Map.Entry<String, String> text : metadata.entrySet()) {
        json.writeStringField(text.getKey(), text.getValue());
      }
      json.writeEndObject();
      for (TensorEntry entry : entries) {
        write(json, entry);
      }
      json.writeEndObject();
    }
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(bytes.size())
            .array());
    bytes.writeTo(out);
  }

  private static void write(JsonGenerator json, TensorEntry entry) throws IOException {
    json.writeObjectFieldStart(entry.name());
    json.writeStringField("dtype", entry.type().name());
    json.writeArrayFieldStart("shape");
    for (long length : entry.shape()) {
      json.writeNumber(length);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(entry.begin());
    json.writeNumber(entry.end());
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Reads a header to its end.
  ///
  /// @return the tensors in the order their bytes lie in, which follow each other without a gap
  /// @throws UnfitParametersException if it is none, or says what cannot be
  static List<TensorEntry> read(InputStream in) throws IOException {
    byte[] header = readBytes(in);
    List<TensorEntry> entries;
    try (JsonParser json = FACTORY.createParser(header)) {
      entries = new SafetensorsEntries(json, METADATA).read();
    } catch (JsonProcessingException e) {
      throw new UnfitParametersException(
          "the header must be JSON: reason=%s"
              .formatted(e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
    return inOrder(entries);
  }

  private static byte[] readBytes(InputStream in) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    if (prefix.length < Long.BYTES) {
      throw new UnfitParametersException(
          "the file must begin with the length of its header: expected=%d bytes, found=%d"
              .formatted(Long.BYTES, prefix.length));
    }
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAXIMUM_BYTES) {
      throw new UnfitParametersException(
          "the header must have from 2 to %d bytes: bytes=%s"
              .formatted(MAXIMUM_BYTES, Long.toUnsignedString(length)));
    }
    byte[] header = in.readNBytes((int) length);
    if (header.length < length) {
      throw new UnfitParametersException(
          "the file must hold its whole header: expected=%d bytes, found=%d"
              .formatted(length, header.length));
    }
    return header;
  }

  private static List<TensorEntry> inOrder(List<TensorEntry> entries)
      throws UnfitParametersException {
    List<TensorEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long end = 0;
    for (TensorEntry entry : sorted) {
      if (entry.begin() != end) {
        throw new UnfitParametersException(
            "tensors must follow each other without gap or overlap: tensor=%s, expected begin=%d, found=%d"
                .formatted(entry.name(), end, entry.begin()));
      }
      end = entry.end();
    }
    return sorted;
  }
}
