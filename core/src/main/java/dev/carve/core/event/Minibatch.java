package dev.carve.core.event;

import java.time.Instant;

/// What one SGD step consumes: n examples of d features each.
///
/// A minibatch without examples takes no step; it only carries the end of a bounded input.
///
/// @param inputs d, features of each example
/// @param features shape `[n, d]`, row-major
/// @param labels class indices, shape `[n]`
/// @param assembledAt when the minibatch was cut
/// @param endOfInput whether a snapshot and metrics must be published after it
public record Minibatch(
    int inputs, Floats features, Ints labels, Instant assembledAt, boolean endOfInput) {

  static final Codec<Minibatch> CODEC =
      new Codec<>() {
        @Override
        public byte[] encode(Minibatch event) {
          return event.toMessage().toByteArray();
        }

        @Override
        public Minibatch decode(byte[] bytes) {
          MinibatchReader reader = new MinibatchReader();
          reader.read(bytes);
          return reader.toMinibatch();
        }
      };

  /// Checks that the shapes agree.
  ///
  /// @throws MalformedEventException if features are not `[n, d]` for the n labels, or there is no
  ///   example and yet no end of input
  public Minibatch {
    requireShape(labels.length(), inputs, features.length(), endOfInput);
  }

  static void requireShape(int size, int inputs, int features, boolean endOfInput) {
    if ((long) size * inputs != features) {
      throw new MalformedEventException(
          "features must be [size, inputs]: size=%d, inputs=%d, features=[%d]"
              .formatted(size, inputs, features));
    }
    if (size == 0 && !endOfInput) {
      throw new MalformedEventException(
          "a minibatch must hold an example or mark the end of the input: size=0");
    }
  }

  /// {@return n, how many examples it holds}
  public int size() {
    return labels.length();
  }

  private dev.carve.core.event.proto.Minibatch toMessage() {
    return dev.carve.core.event.proto.Minibatch.newBuilder()
        .setSize(size())
        .setInputs(inputs)
        .setFeatures(features.toBytes())
        .setLabels(labels.toBytes())
        .setAssembledUs(EventTime.toMicros(assembledAt))
        .setEndOfInput(endOfInput)
        .build();
  }
}
