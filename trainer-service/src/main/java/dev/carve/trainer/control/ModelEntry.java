package dev.carve.trainer.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.network.ModelSpec;
import java.nio.ByteBuffer;

/// A model that exists: its spec, and how its minibatches are cut.
///
/// @param spec what the model is
/// @param cutBySizeAlone whether minibatches are never cut for their age, so that results are
///   reproducible
public record ModelEntry(ModelSpec spec, boolean cutBySizeAlone) {
  /// State store: model → entry.
  public static final String STORE = "models";

  /// {@return the entry in a value of the store}
  ///
  /// @param bytes as {@link #toBytes()} wrote them
  public static ModelEntry fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean cutBySizeAlone = buffer.get() != 0;
    return new ModelEntry(ModelSpec.parse(UTF_8.decode(buffer).toString()), cutBySizeAlone);
  }

  /// {@return a value for the store: one byte for `cutBySizeAlone`, then the spec as YAML}
  public byte[] toBytes() {
    byte[] yaml = spec.toYaml().getBytes(UTF_8);
    return ByteBuffer.allocate(1 + yaml.length)
        .put((byte) (cutBySizeAlone ? 1 : 0))
        .put(yaml)
        .array();
  }
}
