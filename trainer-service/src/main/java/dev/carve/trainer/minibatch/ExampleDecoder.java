package dev.carve.trainer.minibatch;

import dev.carve.core.event.Example;
import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.Topics;
import dev.carve.trainer.stream.JsonExample;
import org.jspecify.annotations.Nullable;

/// Reads an example in either of its forms, JSON or Protobuf.
///
/// JSON begins with a brace, before which one newline or other white space may stand; no Protobuf
/// `Example` does.
public final class ExampleDecoder {
  private ExampleDecoder() {}

  /// {@return the example in a record value}
  ///
  /// @param value the record's value, or null where it has none
  /// @throws MalformedEventException if it is neither form of an example
  public static Example decode(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      throw new MalformedEventException("value must be an example as JSON or Protobuf: bytes=0");
    }
    return isJson(value) ? JsonExample.decode(value) : Topics.EXAMPLES.codec().decode(value);
  }

  private static boolean isJson(byte[] value) {
    return value[0] == '{'
        || (value.length > 1 && Character.isWhitespace(value[0]) && value[1] == '{');
  }
}
