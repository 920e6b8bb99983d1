package dev.carve.core.event;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.util.function.Function;

/// A codec through a generated Protobuf message.
///
/// Tensors are read in place: the message's byte strings are views of the record value.
///
/// @param <T> the domain type
/// @param <M> the generated message
final class ProtobufCodec<T, M extends MessageLite> implements Codec<T> {
  private final String type;
  private final Parser<M> parser;
  private final Function<T, M> toMessage;
  private final Function<M, T> fromMessage;

  ProtobufCodec(
      String type, Parser<M> parser, Function<T, M> toMessage, Function<M, T> fromMessage) {
    this.type = type;
    this.parser = parser;
    this.toMessage = toMessage;
    this.fromMessage = fromMessage;
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
      return fromMessage.apply(message);
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedEventException(
          "value must be a Protobuf %s: bytes=%d, %s".formatted(type, bytes.length, e.getMessage()),
          e);
    }
  }
}
