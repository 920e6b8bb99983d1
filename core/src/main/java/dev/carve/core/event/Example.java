package dev.carve.core.event;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One training pair (x, y), a question when it has no label, or the mark that ends a bounded
/// input.
///
/// @param model the model's name, which wins over the record key; empty when the key names it
/// @param features x, shape `[inputs]`
/// @param label y, or null when a prediction is asked for
/// @param id the producer's own name for the example, or empty
/// @param time when it happened, or null when the producer does not say
/// @param endOfInput true for the mark: no example, but the minibatch is cut here and results are
///   published
public record Example(
    String model,
    Floats features,
    @Nullable Label label,
    String id,
    @Nullable Instant time,
    boolean endOfInput) {

  static final Codec<Example> CODEC =
      new ProtobufCodec<>(
              "Example",
              dev.carve.core.event.proto.Example.parser(),
              Example::toMessage,
              Example::fromMessage)
          .strict();

  /// What names a class: its name, or its index among the spec's classes.
  public sealed interface Label {
    /// A class by name.
    ///
    /// @param name as the spec's `classes` spell it
    record Name(String name) implements Label {}

    /// A class by position.
    ///
    /// @param index from 0
    record Index(int index) implements Label {}
  }

  /// {@return a labelled example without id or time}
  ///
  /// @param features x, shape `[inputs]`
  /// @param label y
  public static Example labelled(Floats features, Label label) {
    return new Example("", features, label, "", null, false);
  }

  /// {@return the mark behind the last example of a bounded input}
  public static Example endOfInputMark() {
    return new Example("", Floats.empty(), null, "", null, true);
  }

  /// {@return the label, if there is one}
  public Optional<Label> findLabel() {
    return Optional.ofNullable(label);
  }

  private dev.carve.core.event.proto.Example toMessage() {
    var message =
        dev.carve.core.event.proto.Example.newBuilder()
            .setModel(model)
            .setFeatures(features.toBytes())
            .setId(id)
            .setEndOfInput(endOfInput);
    switch (label) {
      case Label.Name(String name) -> message.setClassName(name);
      case Label.Index(int index) -> message.setClassIndex(index);
      case null -> message.clearLabel();
    }
    if (time != null) {
      message.setEventTimeUs(EventTime.toMicros(time));
    }
    return message.build();
  }

  private static Example fromMessage(dev.carve.core.event.proto.Example message) {
    Label label =
        switch (message.getLabelCase()) {
          case CLASS_NAME -> new Label.Name(message.getClassName());
          case CLASS_INDEX -> new Label.Index(message.getClassIndex());
          case LABEL_NOT_SET -> null;
        };
    return new Example(
        message.getModel(),
        Floats.fromBytes("features", message.getFeatures()),
        label,
        message.getId(),
        message.getEventTimeUs() == 0 ? null : EventTime.fromMicros(message.getEventTimeUs()),
        message.getEndOfInput());
  }
}
