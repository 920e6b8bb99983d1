package dev.carve.core.event;

import java.util.List;

/// The topics of Carve, in the order in which data flows. Record keys are model names.
public final class Topics {
  /// Training pairs and questions, from any producer; values may also be JSON.
  public static final Topic<Example> EXAMPLES = new Topic<>("carve.examples", Example.CODEC);

  /// What single SGD steps consume.
  public static final Topic<Minibatch> MINIBATCHES =
      new Topic<>("carve.minibatches", Minibatch.CODEC);

  /// Published parameters; to be read `read_committed`.
  public static final Topic<ParameterSnapshot> SNAPSHOTS =
      new Topic<>("carve.snapshots", ParameterSnapshot.CODEC);

  /// Prequential figures, a few times a second.
  public static final Topic<TrainingMetrics> METRICS =
      new Topic<>("carve.metrics", TrainingMetrics.CODEC);

  /// What happened to models.
  public static final Topic<ModelEvent> EVENTS = new Topic<>("carve.events", ModelEvent.CODEC);

  /// What operators ask for.
  public static final Topic<ControlCommand> CONTROL =
      new Topic<>("carve.control", ControlCommand.CODEC);

  /// Every neuron's surface at one step.
  public static final Topic<SurfaceFrame> FRAMES = new Topic<>("carve.frames", SurfaceFrame.CODEC);

  /// Answers to unlabelled examples, as JSON.
  public static final String PREDICTIONS = "carve.predictions";

  /// Records that could not be used, as they came, with the reason in their headers.
  public static final String DEAD_LETTERS = "carve.dead-letters";

  private Topics() {}

  /// {@return the names of all topics}
  public static List<String> names() {
    return List.of(
        EXAMPLES.name(),
        MINIBATCHES.name(),
        SNAPSHOTS.name(),
        METRICS.name(),
        EVENTS.name(),
        CONTROL.name(),
        FRAMES.name(),
        PREDICTIONS,
        DEAD_LETTERS);
  }
}
