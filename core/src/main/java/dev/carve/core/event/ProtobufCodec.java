package dev.carve.core.event;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.function.Function;

/// A codec through a generated Protobuf message.
///
/// Tensors are read in place: the message's byte strings are views of the record value.
///
/// @param <T> the domain type
/// @param <M> the generated message
final class ProtobufCodec<T, M extends Message> implements Codec<T> {
  private final String type;
  private final Parser<M> parser;
  private final Function<T, M> toMessage;
  private final Function<M, T> fromMessage;
  private final boolean strict;

  ProtobufCodec(
      String type, Parser<M> parser, Function<T, M> toMessage, Function<M, T> fromMessage) {
    this(type, parser, toMessage, fromMessage, false);
  }

  private ProtobufCodec(
      String type,
      Parser<M> parser,
      Function<T, M> toMessage,
      Function<M, T> fromMessage,
      boolean strict) {
    this.type = type;
    this.parser = parser;
    this.toMessage = toMessage;
    this.fromMessage = fromMessage;
    this.strict = strict;
  }

  /// {@return a codec that refuses messages with fields that the schema does not have}
  ///
  /// So it is where the reader acts on what a producer says: what a later version of the schema
  /// would say with such a field, this one would not do.
  ProtobufCodec<T, M> strict() {
    return new ProtobufCodec<>(type, parser, toMessage, fromMessage, true);
  }

  @Override
  public byte[] encode(T event) {
    return toMessage.apply(event).toByteArray();
  }

  @Override
  public T decode(byte[] bytes) {
    CodedInputStream input = CodedInputStream.newInstance(bytes);
    input.enableAliasing(true);
    try {
      M message = parser.parseFrom(input);
      input.checkLastTagWas(0);
      if (strict && !message.getUnknownFields().asMap().isEmpty()) {
        throw new MalformedEventException(
            "value must be a Protobuf %s of a known schema: bytes=%d, unknown fields=%s"
                .formatted(type, bytes.length, message.getUnknownFields().asMap().keySet()));
      }
      return fromMessage.apply(message);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedEventException(
          "value must be a Protobuf %s: bytes=%d, %s".formatted(type, bytes.length, e.getMessage()),
          e);
    }
  }
}
