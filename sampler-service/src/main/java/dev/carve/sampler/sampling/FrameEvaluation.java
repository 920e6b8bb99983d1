package dev.carve.sampler.sampling;

import dev.carve.core.event.Floats;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;
import dev.carve.core.surface.SurfaceStatistics;
import dev.carve.sampler.journal.JournalEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a journal entry into the frame of that step.
///
/// The same entry, view and grid give the same frame to the byte, whoever evaluates it and
/// whenever. The arrays for the last spec are used again. Owned by one thread at a time.
public final class FrameEvaluation {
  private static final int MOST_WEIGHTS_DRAWN = 4096;

  private final int gridPoints;
  private final FrameView view;
  private @Nullable Landscape landscape;

  /// Arrays for the surfaces of one spec.
  private record Landscape(
      SnapshotSpec spec,
      SurfaceGrid grid,
      SurfaceSampler sampler,
      SurfaceStatistics statistics,
      JudgedRecentExamples examples) {

    private static Landscape of(SnapshotSpec spec, SurfaceGrid grid) {
      return new Landscape(
          spec,
          grid,
          new SurfaceSampler(spec.network(), grid, SurfaceSelection.activations()),
          new SurfaceStatistics(grid),
          new JudgedRecentExamples(spec));
    }
  }

  /// Evaluates on the run's own plane and a grid of this size, or a coarser one for large networks.
  ///
  /// @param gridPoints points wanted along each side
  public FrameEvaluation(int gridPoints) {
    this(gridPoints, FrameView.own());
  }

  /// Evaluates what is asked for.
  ///
  /// @param gridPoints points wanted along each side, if the view leaves the grid open
  /// @param view where and how finely to look
  public FrameEvaluation(int gridPoints, FrameView view) {
    this.gridPoints = gridPoints;
    this.view = view;
  }

  /// Evaluates every neuron's surface.
  ///
  /// @param entry the parameters, where to look at them, and the examples to show
  /// @return the frame of this step
  /// @throws UnusableSnapshotException if the entry's parts do not fit its spec
  /// @throws InvalidViewException if the grid is too fine for the network
  /// @throws InvalidPlaneException if the entry's model has no such plane
  public SurfaceFrame evaluate(JournalEntry entry) {
    ParameterSnapshot snapshot = entry.snapshot();
    Landscape on = landscapeOf(snapshot);
    on.spec().requireFitting(snapshot);
    SurfacePlane plane = ChosenPlane.of(entry, on.spec(), view.plane());
    on.sampler().sample(snapshot.parameters().array(), on.spec().standardizer(snapshot), plane);
    on.examples().judge(snapshot);
    List<LayerFigures> figures = new ArrayList<>();
    List<LayerSurfaces> layers = layers(on, plane, snapshot.parameters().array(), figures);
    return new SurfaceFrame(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        snapshot.time(),
        snapshot.spec(),
        plane,
        on.grid().columns(),
        on.grid().rows(),
        layers,
        on.examples().projectedOn(plane),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.examplesSeen(),
        snapshot.state(),
        new SurfaceFigures(figures, on.examples().classFigures(), on.examples().margins()));
  }

  private Landscape landscapeOf(ParameterSnapshot snapshot) {
    Landscape before = landscape;
    if (before != null && before.spec().yaml().equals(snapshot.spec())) {
      return before;
    }
    SnapshotSpec spec = SnapshotSpec.of(snapshot, null);
    Landscape next = Landscape.of(spec, GridChoice.of(spec.network(), gridPoints, view.grid()));
    landscape = next;
    return next;
  }

  private static List<LayerSurfaces> layers(
      Landscape on, SurfacePlane plane, float[] parameters, List<LayerFigures> figures) {
    List<LayerSurfaces> layers = new ArrayList<>();
    List<DenseLayer> dense = on.spec().network().layers();
    for (int l = 0; l < dense.size(); l++) {
      DenseLayer layer = dense.get(l);
      MeasuredLayer measured =
          MeasuredLayer.of(on.sampler(), on.statistics(), plane, l, layer.units());
      figures.add(measured.figures());
      layers.add(
          new LayerSurfaces(
              measured.minimum(),
              measured.maximum(),
              measured.heights(),
              weights(layer, parameters),
              slice(parameters, layer.biasesOffset(), layer.units())));
    }
    return layers;
  }

  private static Floats weights(DenseLayer layer, float[] parameters) {
    return layer.weightCount() > MOST_WEIGHTS_DRAWN
        ? Floats.empty()
        : slice(parameters, layer.weightsOffset(), layer.weightCount());
  }

  private static Floats slice(float[] parameters, int from, int length) {
    return Floats.of(Arrays.copyOfRange(parameters, from, from + length));
  }
}
