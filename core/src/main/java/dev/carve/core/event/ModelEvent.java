package dev.carve.core.event;

import java.time.Instant;

/// Something that happened to a model.
///
/// @param model the model's name
/// @param run the run it happened in; empty when there is none
/// @param step SGD steps taken by then
/// @param type what happened
/// @param text one sentence for people
/// @param time when
/// @param commandId of the command that caused it, or empty
/// @param spec the spec as canonical YAML when a run began, or empty
/// @param lineage where the run comes from, when it began
public record ModelEvent(
    String model,
    String run,
    long step,
    Type type,
    String text,
    Instant time,
    String commandId,
    String spec,
    Lineage lineage) {

  static final Codec<ModelEvent> CODEC =
      new ProtobufCodec<>(
          "ModelEvent",
          dev.carve.core.event.proto.ModelEvent.parser(),
          ModelEvent::toMessage,
          ModelEvent::fromMessage);

  /// What happened.
  public enum Type {
    /// A model, and with it its first run, began.
    CREATED,
    /// A command could not be carried out.
    REJECTED,
    /// An operator stopped the learning.
    FROZEN,
    /// Learning goes on.
    UNFROZEN,
    /// The learning rate was set by an operator.
    LEARNING_RATE_CHANGED,
    /// A loss or parameter was about to become infinite or NaN; the model was frozen before.
    DIVERGED,
    /// A new run began from the spec's initialisation.
    RESET,
    /// The stream changed its concept.
    DRIFT,
    /// A new run began from an earlier step of another.
    ROLLED_BACK,
    /// The trainer took the model up again after a stop.
    RESTARTED,
    /// The last example of a bounded input was consumed.
    END_OF_INPUT,
    /// A model, and with it its first run, began from a step of another.
    FORKED,
    /// Minibatches that the model was still to take are no longer kept; it was frozen before them.
    LEFT_BEHIND,
    /// The run is no longer journalled, for the sampler's disk is full; training goes on.
    JOURNAL_STOPPED,
    /// The run is journalled again.
    JOURNAL_RESUMED
  }

  /// An event at which no run begins from another.
  ///
  /// @param model the model's name
  /// @param run the run it happened in; empty when there is none
  /// @param step SGD steps taken by then
  /// @param type what happened
  /// @param text one sentence for people
  /// @param time when
  /// @param commandId of the command that caused it, or empty
  /// @param spec the spec as canonical YAML when a run began, or empty
  public ModelEvent(
      String model,
      String run,
      long step,
      Type type,
      String text,
      Instant time,
      String commandId,
      String spec) {
    this(model, run, step, type, text, time, commandId, spec, Lineage.none());
  }

  private dev.carve.core.event.proto.ModelEvent toMessage() {
    return dev.carve.core.event.proto.ModelEvent.newBuilder()
        .setModel(model)
        .setRun(run)
        .setStep(step)
        .setType(dev.carve.core.event.proto.ModelEvent.Type.valueOf(type.name()))
        .setText(text)
        .setTimeUs(EventTime.toMicros(time))
        .setCommandId(commandId)
        .setSpec(spec)
        .setParentRun(lineage.parentRun())
        .setParentStep(lineage.parentStep())
        .setFollows(lineage.follows())
        .build();
  }

  private static ModelEvent fromMessage(dev.carve.core.event.proto.ModelEvent message) {
    return new ModelEvent(
        message.getModel(),
        message.getRun(),
        message.getStep(),
        EnumName.parse(Type.class, "type", message.getType().name()),
        message.getText(),
        EventTime.fromMicros(message.getTimeUs()),
        message.getCommandId(),
        message.getSpec(),
        new Lineage(message.getParentRun(), message.getParentStep(), message.getFollows()));
  }
}
