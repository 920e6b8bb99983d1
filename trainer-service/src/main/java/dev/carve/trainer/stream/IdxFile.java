package dev.carve.trainer.stream;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/// A file in the IDX format of MNIST: a big-endian tensor with a header, read one element of its
/// first dimension at a time.
///
/// ```
///  0  u16  0
///  2  u8   type: 0x08 u8, 0x09 s8, 0x0B s16, 0x0C s32, 0x0D f32, 0x0E f64
///  3  u8   dimensions, n
///  4  n × u32  size of each
///  …  the elements, the last dimension fastest
/// ```
///
/// Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits",
/// section "file formats".
final class IdxFile implements AutoCloseable {
  private final SourceFile file;
  private final DataInputStream content;
  private final Type type;
  private final int[] sizes;
  private final byte[] item;
  private int read;

  private enum Type {
    U8(0x08, 1),
    S8(0x09, 1),
    S16(0x0B, 2),
    S32(0x0C, 4),
    F32(0x0D, 4),
    F64(0x0E, 8);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  private IdxFile(SourceFile file) throws IOException {
    this.file = file;
    this.content = new DataInputStream(file.content());
    int magic = content.readInt();
    int code = magic >>> 8;
    int dimensions = magic & 0xff;
    this.type =
        Arrays.stream(Type.values())
            .filter(candidate -> candidate.code == code)
            .findFirst()
            .orElseThrow(() -> notIdx(file, magic));
    if (dimensions == 0) {
      throw notIdx(file, magic);
    }
    this.sizes = new int[dimensions];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      sizes[dimension] = content.readInt();
    }
    this.item = new byte[Math.toIntExact(checkedItemBytes())];
  }

  /// @throws UnreadableSourceException if it cannot be read or is no IDX file
  static IdxFile open(Path path) {
    SourceFile file = SourceFile.open(path);
    try {
      return new IdxFile(file);
    } catch (EOFException e) {
      file.close();
      throw new UnreadableSourceException("IDX file ends in its header: file=" + path, e);
    } catch (IOException e) {
      file.close();
      throw new UnreadableSourceException(
          "IDX file cannot be read: file=%s, reason=%s".formatted(path, e.getMessage()), e);
    } catch (UnreadableSourceException e) {
      file.close();
      throw e;
    }
  }

  /// Elements along the first dimension.
  int count() {
    return sizes[0];
  }

  /// Values in each of them.
  int itemSize() {
    return item.length / type.bytes;
  }

  int dimensions() {
    return sizes.length;
  }

  boolean isUnsignedByte() {
    return type == Type.U8;
  }

  String name() {
    return file.name();
  }

  OptionalDouble fraction() {
    return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) read / count());
  }

  /// Reads the next element of the first dimension into `values`, as they are.
  ///
  /// @throws UnreadableSourceException if the file ends before its header says
  void read(float[] values) {
    try {
      content.readFully(item);
    } catch (EOFException e) {
      throw new UnreadableSourceException(
          "IDX file is truncated: file=%s, header says %d examples, ends in number %d"
              .formatted(file.name(), count(), read + 1),
          e);
    } catch (IOException e) {
      throw new UnreadableSourceException(
          "IDX file cannot be read on: file=%s, reason=%s".formatted(file.name(), e.getMessage()),
          e);
    }
    read++;
    ByteBuffer bytes = ByteBuffer.wrap(item);
    for (int index = 0; index < values.length; index++) {
      values[index] = value(bytes);
    }
  }

  @Override
  public void close() {
    file.close();
  }

  private float value(ByteBuffer bytes) {
    return switch (type) {
      case U8 -> bytes.get() & 0xff;
      case S8 -> bytes.get();
      case S16 -> bytes.getShort();
      case S32 -> bytes.getInt();
      case F32 -> bytes.getFloat();
      case F64 -> (float) bytes.getDouble();
    };
  }

  private long checkedItemBytes() {
    long bytes = type.bytes;
    for (int dimension = 0; dimension < sizes.length; dimension++) {
      if (sizes[dimension] < 0 || (dimension > 0 && sizes[dimension] == 0)) {
        throw badShape();
      }
      bytes *= dimension == 0 ? 1 : sizes[dimension];
      if (bytes > 1 << 28) {
        throw badShape();
      }
    }
    return bytes;
  }

  private UnreadableSourceException badShape() {
    return new UnreadableSourceException(
        "IDX file must have a sensible shape: file=%s, shape=%s"
            .formatted(file.name(), Arrays.toString(sizes)));
  }

  private static UnreadableSourceException notIdx(SourceFile file, int magic) {
    return new UnreadableSourceException(
        "file must be IDX, its first bytes 00 00, a type (08 to 0E) and a number of dimensions: file=%s, first bytes=%08X"
            .formatted(file.name(), magic));
  }
}
