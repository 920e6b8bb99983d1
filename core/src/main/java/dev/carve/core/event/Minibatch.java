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
      new ProtobufCodec<>(
          "Minibatch",
          dev.carve.core.event.proto.Minibatch.parser(),
          Minibatch::toMessage,
          Minibatch::fromMessage);

  /// Checks that the shapes agree.
  ///
  /// @throws MalformedEventException if features are not `[n, d]` for the n labels
  public Minibatch {
    if ((long) labels.length() * inputs != features.length()) {
      throw new MalformedEventException(
          "features must be [size, inputs]: size=%d, inputs=%d, features=[%d]"
              .formatted(labels.length(), inputs, features.length()));
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

  private static Minibatch fromMessage(dev.carve.core.event.proto.Minibatch message) {
    Ints labels = Ints.fromBytes("labels", message.getLabels());
    if (message.getSize() != labels.length()) {
      throw new MalformedEventException(
          "labels must be [size]: size=%d, labels=[%d]"
              .formatted(message.getSize(), labels.length()));
    }
    return new Minibatch(
        message.getInputs(),
        Floats.fromBytes("features", message.getFeatures()),
        labels,
        EventTime.fromMicros(message.getAssembledUs()),
        message.getEndOfInput());
  }
}
