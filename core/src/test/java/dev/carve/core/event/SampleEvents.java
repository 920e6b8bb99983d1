package dev.carve.core.event;

import com.google.protobuf.ByteString;
import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One event of every type, with every field set.
final class SampleEvents {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

  private SampleEvents() {}

  /// An event and the topic it travels on.
  record Sample<T>(Topic<T> topic, T event) {
    byte[] encoded() {
      return topic.codec().encode(event);
    }
  }

  static Map<String, Sample<?>> byName() {
    Map<String, Sample<?>> samples = new LinkedHashMap<>();
    samples.put(
        "example-named",
        new Sample<>(
            Topics.EXAMPLES,
            new Example(
                "spirals", Floats.of(0.5f, -1), new Example.Label.Name("blue"), "7", TIME, false)));
    samples.put(
        "example-indexed",
        new Sample<>(
            Topics.EXAMPLES, Example.labelled(Floats.of(0.5f, -1), new Example.Label.Index(0))));
    samples.put("end-of-input", new Sample<>(Topics.EXAMPLES, Example.endOfInputMark()));
    samples.put(
        "minibatch",
        new Sample<>(
            Topics.MINIBATCHES,
            new Minibatch(2, Floats.of(1, 2, 3, 4), Ints.of(0, 1), TIME, true)));
    samples.put("snapshot", new Sample<>(Topics.SNAPSHOTS, snapshot()));
    samples.put("metrics", new Sample<>(Topics.METRICS, metrics()));
    samples.put(
        "event",
        new Sample<>(
            Topics.EVENTS,
            new ModelEvent(
                "spirals", "run", 9, ModelEvent.Type.DRIFT, "It drifts.", TIME, "c1", "name: s")));
    samples.put(
        "command",
        new Sample<>(
            Topics.CONTROL,
            new ControlCommand(
                "c1",
                "spirals",
                ControlCommand.Type.SET_LEARNING_RATE,
                "name: s",
                Floats.of(1),
                true,
                0.25,
                TIME)));
    samples.put("snapshot-to-go-on-from", new Sample<>(Topics.SNAPSHOTS, snapshotToGoOnFrom()));
    samples.put(
        "event-forked",
        new Sample<>(
            Topics.EVENTS,
            new ModelEvent(
                "slow",
                "slow-1",
                9,
                ModelEvent.Type.FORKED,
                "It forks.",
                TIME,
                "c2",
                "name: s",
                new Lineage("run", 9, "spirals"))));
    samples.put(
        "command-fork",
        new Sample<>(
            Topics.CONTROL,
            ControlCommand.fork("c2", "slow", "name: slow", snapshotToGoOnFrom(), TIME)));
    samples.put(
        "command-take-steps",
        new Sample<>(Topics.CONTROL, ControlCommand.takeSteps("c3", "spirals", 300, TIME)));
    samples.put("frame", new Sample<>(Topics.FRAMES, frame(SurfaceFigures.none())));
    samples.put("frame-with-figures", new Sample<>(Topics.FRAMES, frame(figures())));
    return samples;
  }

  private static ParameterSnapshot snapshot() {
    return new ParameterSnapshot(
        "spirals",
        "run",
        123_456_789_012L,
        "name: s",
        Floats.of(1.5f, -2.5f),
        new InputStatistics(3, new double[] {0.1}, new double[] {0.2}),
        new RecentExamples(Floats.of(1, 2), Ints.of(0)),
        99,
        4,
        55,
        0.6,
        0.7,
        0.05,
        TIME,
        TrainingState.FROZEN);
  }

  private static ParameterSnapshot snapshotToGoOnFrom() {
    return new ParameterSnapshot(
        "spirals",
        "run",
        9,
        "name: s",
        Floats.of(1.5f, -2.5f),
        new InputStatistics(3, new double[] {0.1}, new double[] {0.2}),
        RecentExamples.none(),
        99,
        4,
        55,
        0.6,
        0.7,
        0.05,
        TIME,
        TrainingState.TRAINING,
        new Continuation(0.25, 7, Floats.of(0.5f, 0.75f)),
        new Lineage("earlier", 3, "circles"));
  }

  private static TrainingMetrics metrics() {
    return new TrainingMetrics(
        "spirals",
        "run",
        9,
        288,
        TIME,
        300.5,
        0.05,
        1.25,
        new PrequentialFigures(0.9, 0.1, 0.8, 0.7, 0.5),
        new PrequentialFigures(0.91, 0.11, 0.81, 0.71, 0.51),
        10_000,
        new PrequentialFigures(0.92, 0.12, 0.82, 0.72, 0.52),
        List.of(1L, 2L, 3L, 4L),
        TrainingState.TRAINING,
        true);
  }

  private static SurfaceFigures figures() {
    return new SurfaceFigures(
        List.of(
            new SurfaceFigures.LayerFigures(
                Floats.of(0.5f), Floats.of(2), Floats.of(0.25f), Ints.of(3), Ints.of(4))),
        new SurfaceFigures.ClassFigures(Floats.of(0.75f), Floats.of(0.25f), Ints.of(1)),
        Floats.of(-0.5f));
  }

  private static SurfaceFrame frame(SurfaceFigures figures) {
    return new SurfaceFrame(
        "spirals",
        "run",
        9,
        TIME,
        "name: s",
        new SurfacePlane(
            "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -3, 3, -2, 2, "x", "y"),
        2,
        1,
        List.of(
            new SurfaceFrame.LayerSurfaces(
                Floats.of(-1),
                Floats.of(1),
                ByteString.copyFrom(new byte[] {0, -1}),
                Floats.of(0.5f, 0.25f),
                Floats.of(0.125f))),
        new SurfaceFrame.ProjectedExamples(Floats.of(1, 2), Ints.of(0), Ints.of(1)),
        0.6,
        0.7,
        0.05,
        288,
        TrainingState.DIVERGED,
        figures);
  }
}
