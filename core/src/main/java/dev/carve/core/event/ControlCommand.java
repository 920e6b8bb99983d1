package dev.carve.core.event;

import java.time.Instant;
import java.util.Optional;

/// What an operator asks for. Its answer is a {@link ModelEvent} with the same command id.
///
/// @param id unique, chosen by the sender
/// @param model the model's name
/// @param type what is asked for
/// @param spec the model's spec as YAML, for `CREATE` and `FORK`; empty otherwise
/// @param initialParameters θ to begin with, for `CREATE`; empty for the spec's own initialisation
/// @param cutBySizeAlone for `CREATE`: never cut a minibatch for its age, so that results are
///   reproducible
/// @param learningRate η, for `SET_LEARNING_RATE`
/// @param time when it was sent
/// @param origin for `FORK`: the step of another model to go on from
/// @param steps for `TAKE_STEPS`: how many, 1 to {@link #MOST_STEPS}
public record ControlCommand(
    String id,
    String model,
    Type type,
    String spec,
    Floats initialParameters,
    boolean cutBySizeAlone,
    double learningRate,
    Instant time,
    Optional<ParameterSnapshot> origin,
    int steps) {

  /// How many steps a frozen model takes at most for one command.
  public static final int MOST_STEPS = 1_000;

  static final Codec<ControlCommand> CODEC =
      new ProtobufCodec<>(
              "ControlCommand",
              dev.carve.core.event.proto.ControlCommand.parser(),
              ControlCommand::toMessage,
              ControlCommand::fromMessage)
          .strict();

  /// What is asked for.
  public enum Type {
    /// A new model.
    CREATE,
    /// Predict and evaluate, but take no step.
    FREEZE,
    /// Take steps again.
    UNFREEZE,
    /// Begin a new run from the spec's initialisation.
    RESET,
    /// Replace the schedule's initial learning rate.
    SET_LEARNING_RATE,
    /// A new model that goes on from a step of another, with the minibatches of that one.
    FORK,
    /// A frozen model takes a number of steps, and is frozen again.
    TAKE_STEPS
  }

  /// A command that neither forks nor takes steps.
  ///
  /// @param id unique, chosen by the sender
  /// @param model the model's name
  /// @param type what is asked for
  /// @param spec the model's spec as YAML, for `CREATE`; empty otherwise
  /// @param initialParameters θ to begin with, for `CREATE`
  /// @param cutBySizeAlone for `CREATE`: never cut a minibatch for its age
  /// @param learningRate η, for `SET_LEARNING_RATE`
  /// @param time when it was sent
  public ControlCommand(
      String id,
      String model,
      Type type,
      String spec,
      Floats initialParameters,
      boolean cutBySizeAlone,
      double learningRate,
      Instant time) {
    this(
        id,
        model,
        type,
        spec,
        initialParameters,
        cutBySizeAlone,
        learningRate,
        time,
        Optional.empty(),
        0);
  }

  /// {@return a request for a new model that starts from its spec's own initialisation}
  ///
  /// @param id unique
  /// @param model the model's name
  /// @param spec YAML
  /// @param time when it is sent
  public static ControlCommand create(String id, String model, String spec, Instant time) {
    return new ControlCommand(id, model, Type.CREATE, spec, Floats.empty(), false, 0, time);
  }

  /// {@return a request that needs no arguments}
  ///
  /// @param id unique
  /// @param model the model's name
  /// @param type what is asked for
  /// @param time when it is sent
  public static ControlCommand of(String id, String model, Type type, Instant time) {
    return new ControlCommand(id, model, type, "", Floats.empty(), false, 0, time);
  }

  /// {@return a request for a new model that goes on from a step of another}
  ///
  /// @param id unique
  /// @param model the new model's name
  /// @param spec YAML, with the same name
  /// @param origin the step to go on from, with what the optimizer remembers
  /// @param time when it is sent
  public static ControlCommand fork(
      String id, String model, String spec, ParameterSnapshot origin, Instant time) {
    return new ControlCommand(
        id, model, Type.FORK, spec, Floats.empty(), false, 0, time, Optional.of(origin), 0);
  }

  /// {@return a request for the learning rate that the schedule starts from}
  ///
  /// @param id unique
  /// @param model the model's name
  /// @param learningRate η, greater than 0
  /// @param time when it is sent
  public static ControlCommand setLearningRate(
      String id, String model, double learningRate, Instant time) {
    return new ControlCommand(
        id, model, Type.SET_LEARNING_RATE, "", Floats.empty(), false, learningRate, time);
  }

  /// {@return a request for further steps of a frozen model}
  ///
  /// @param id unique
  /// @param model the model's name
  /// @param steps how many, 1 to {@link #MOST_STEPS}
  /// @param time when it is sent
  public static ControlCommand takeSteps(String id, String model, int steps, Instant time) {
    return new ControlCommand(
        id, model, Type.TAKE_STEPS, "", Floats.empty(), false, 0, time, Optional.empty(), steps);
  }

  private dev.carve.core.event.proto.ControlCommand toMessage() {
    var message = dev.carve.core.event.proto.ControlCommand.newBuilder();
    origin.ifPresent(snapshot -> message.setOrigin(snapshot.toMessage()));
    return message
        .setId(id)
        .setModel(model)
        .setType(dev.carve.core.event.proto.ControlCommand.Type.valueOf(type.name()))
        .setSpec(spec)
        .setInitialParameters(initialParameters.toBytes())
        .setCutBySizeAlone(cutBySizeAlone)
        .setLearningRate(learningRate)
        .setTimeUs(EventTime.toMicros(time))
        .setSteps(steps)
        .build();
  }

  private static ControlCommand fromMessage(dev.carve.core.event.proto.ControlCommand message) {
    return new ControlCommand(
        message.getId(),
        message.getModel(),
        EnumName.parse(Type.class, "type", message.getType().name()),
        message.getSpec(),
        Floats.fromBytes("initial_parameters", message.getInitialParameters()),
        message.getCutBySizeAlone(),
        message.getLearningRate(),
        EventTime.fromMicros(message.getTimeUs()),
        message.hasOrigin()
            ? Optional.of(ParameterSnapshot.fromMessage(message.getOrigin()))
            : Optional.empty(),
        message.getSteps());
  }
}
