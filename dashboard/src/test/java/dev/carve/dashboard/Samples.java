package dev.carve.dashboard;

import com.google.protobuf.ByteString;
import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.core.event.TrainingState;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Events to test with: of a 2-3-2 network unless said otherwise.
public final class Samples {
  /// When everything happens.
  public static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  /// A spec of that network.
  public static final String SPEC =
      """
      name: %s
      inputs: 2
      layers:
        - {units: 3, activation: tanh}
      classes: [orange, blue]
      optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9}
      batch-size: 32
      """;

  private Samples() {}

  /// A frame of a small grid.
  public static SurfaceFrame frame(String model, String run, long step) {
    return frame(model, run, step, 16, 8);
  }

  /// A frame of any grid; what it holds depends on its step alone.
  public static SurfaceFrame frame(String model, String run, long step, int columns, int rows) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(step);
    return new SurfaceFrame(
        model,
        run,
        step,
        TIME.plusMillis(step),
        SPEC.formatted(model),
        plane("x, y"),
        columns,
        rows,
        List.of(layer(random, 3, 2, columns * rows), layer(random, 2, 3, columns * rows)),
        new ProjectedExamples(Floats.of(0.5f, -0.5f, 1, 2), Ints.of(0, 1), Ints.of(1, 1)),
        0.25,
        0.875,
        0.05,
        step * 32,
        TrainingState.TRAINING,
        SurfaceFigures.none());
  }

  /// Figures of such a frame's surfaces.
  public static SurfaceFigures figures() {
    return new SurfaceFigures(
        List.of(
            new LayerFigures(
                Floats.of(0.1f, 0.2f, 0.3f),
                Floats.of(1, 2, 3),
                Floats.of(0.25f, 0.5f, 1),
                Ints.of(1, 2, 3),
                Ints.of(4, 5, 6)),
            new LayerFigures(
                Floats.of(0.4f, 0.5f),
                Floats.of(Float.NaN, 5),
                Floats.of(0, 0.75f),
                Ints.of(7, 8),
                Ints.of(9, 10))),
        new ClassFigures(Floats.of(0.75f, 0.5f), Floats.of(0.25f, 0.5f), Ints.of(0, 1)),
        Floats.of(0.5f, -0.25f));
  }

  /// A snapshot that tells all that the next step needs.
  public static ParameterSnapshot snapshot(String model, String run, long step) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(step);
    return new ParameterSnapshot(
        model,
        run,
        step,
        SPEC.formatted(model),
        floats(random, 17),
        new InputStatistics(3, new double[2], new double[] {1, 2}),
        RecentExamples.none(),
        step * 32,
        0,
        step,
        0.25,
        0.875,
        0.05,
        TIME,
        TrainingState.TRAINING,
        new Continuation(1, 1, floats(random, 17)),
        Lineage.none());
  }

  /// A plane of another name makes another subject.
  public static SurfacePlane plane(String name) {
    return new SurfacePlane(
        name, new float[2], new float[] {1, 0}, new float[] {0, 1}, -2, 3, -1, 4, "x", "y");
  }

  /// Metrics with figures that JSON cannot hold among them.
  public static TrainingMetrics metrics(String model, String run, long step) {
    return new TrainingMetrics(
        model,
        run,
        step,
        step * 32,
        TIME,
        250,
        0.05,
        Double.NaN,
        new PrequentialFigures(0.75, 0.5, 0.5, 0.25, 0.5),
        new PrequentialFigures(0.7, 0.5, 0.5, 0.25, 0.5),
        10_000,
        new PrequentialFigures(0.6, 0.5, 0.5, 0.25, 0.5),
        List.of(1L, 2L, 3L, 4L),
        TrainingState.TRAINING,
        false);
  }

  /// An event that answers a command.
  public static ModelEvent event(String model, ModelEvent.Type type, String commandId) {
    return new ModelEvent(model, "", 0, type, type + " " + model, TIME, commandId, "");
  }

  private static LayerSurfaces layer(RandomGenerator random, int units, int inputs, int points) {
    byte[] heights = new byte[units * points];
    random.nextBytes(heights);
    return new LayerSurfaces(
        floats(random, units),
        floats(random, units),
        ByteString.copyFrom(heights),
        floats(random, units * inputs),
        floats(random, units));
  }

  private static Floats floats(RandomGenerator random, int length) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = random.nextFloat() - 0.5f;
    }
    return Floats.of(floats);
  }
}
