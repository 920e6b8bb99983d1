package dev.carve.trainer.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.core.network.ModelSpec;
import java.nio.ByteBuffer;

/// A model that exists: its spec, and where its minibatches come from.
///
/// @param spec what the model is
/// @param cutBySizeAlone whether minibatches are never cut for their age, so that results are
///   reproducible
/// @param follows the model whose minibatches it takes; empty where it takes its own
public record ModelEntry(ModelSpec spec, boolean cutBySizeAlone, String follows) {
  /// State store: model → entry.
  public static final String STORE = "models";

  private static final int CUT_BY_SIZE_ALONE = 1;
  private static final int FOLLOWS = 2;

  /// {@return the entry in a value of the store}
  ///
  /// @param bytes as {@link #toBytes()} wrote them
  public static ModelEntry fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int flags = buffer.get();
    String follows = "";
    if ((flags & FOLLOWS) != 0) {
      byte[] name = new byte[buffer.getInt()];
      buffer.get(name);
      follows = new String(name, UTF_8);
    }
    return new ModelEntry(
        ModelSpec.parse(UTF_8.decode(buffer).toString()),
        (flags & CUT_BY_SIZE_ALONE) != 0,
        follows);
  }

  /// {@return a value for the store: one byte of flags, 1 for `cutBySizeAlone` and 2 where it
  /// follows another, whose name comes next with its length before it; then the spec as YAML}
  public byte[] toBytes() {
    byte[] yaml = spec.toYaml().getBytes(UTF_8);
    byte[] name = follows.getBytes(UTF_8);
    int cut = cutBySizeAlone ? CUT_BY_SIZE_ALONE : 0;
    if (name.length == 0) {
      return ByteBuffer.allocate(1 + yaml.length).put((byte) cut).put(yaml).array();
    }
    return ByteBuffer.allocate(1 + Integer.BYTES + name.length + yaml.length)
        .put((byte) (cut | FOLLOWS))
        .putInt(name.length)
        .put(name)
        .put(yaml)
        .array();
  }
}
