package dev.carve.sampler.sampling;

import dev.carve.core.event.Floats;
import dev.carve.core.event.Ints;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.SurfaceFrame.ProjectedExamples;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.sampler.journal.JournalEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns a journal entry into the frame of that step.
///
/// The same entry and grid give the same frame to the byte, whoever evaluates it and whenever. The
/// arrays for the last spec are used again. Owned by one thread at a time.
public final class FrameEvaluation {
  private static final int MOST_WEIGHTS_DRAWN = 4096;
  private static final int EXAMPLES_AT_ONCE = 256;

  private final int gridPoints;
  private @Nullable Landscape landscape;

  /// Arrays for the surfaces of one spec.
  private record Landscape(
      SnapshotSpec spec, SurfaceGrid grid, SurfaceSampler sampler, ForwardPass pass) {

    private static Landscape of(SnapshotSpec spec, int gridPoints) {
      SurfaceGrid grid = GridChoice.of(spec.network(), gridPoints);
      return new Landscape(
          spec,
          grid,
          new SurfaceSampler(spec.network(), grid),
          new ForwardPass(spec.network(), EXAMPLES_AT_ONCE));
    }
  }

  /// Evaluates on a grid of this size, or a coarser one for large networks.
  ///
  /// @param gridPoints points wanted along each side
  public FrameEvaluation(int gridPoints) {
    this.gridPoints = gridPoints;
  }

  /// Evaluates every neuron's surface.
  ///
  /// @param entry the parameters, where to look at them, and the examples to show
  /// @return the frame of this step
  /// @throws UnusableSnapshotException if the entry's parts do not fit its spec
  public SurfaceFrame evaluate(JournalEntry entry) {
    ParameterSnapshot snapshot = entry.snapshot();
    Landscape on = landscapeOf(snapshot);
    on.spec().requireFitting(snapshot);
    Standardizer standardizer = on.spec().standardizer(snapshot);
    on.sampler().sample(snapshot.parameters().array(), standardizer, entry.plane());
    return new SurfaceFrame(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        snapshot.time(),
        snapshot.spec(),
        entry.plane(),
        on.grid().columns(),
        on.grid().rows(),
        layers(on, snapshot.parameters().array()),
        projectedExamples(on, snapshot, standardizer, entry.plane()),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.examplesSeen(),
        snapshot.state());
  }

  private Landscape landscapeOf(ParameterSnapshot snapshot) {
    Landscape before = landscape;
    if (before != null && before.spec().yaml().equals(snapshot.spec())) {
      return before;
    }
    Landscape next = Landscape.of(SnapshotSpec.of(snapshot, null), gridPoints);
    landscape = next;
    return next;
  }

  private static List<LayerSurfaces> layers(Landscape on, float[] parameters) {
    List<LayerSurfaces> layers = new ArrayList<>();
    List<DenseLayer> dense = on.spec().network().layers();
    for (int l = 0; l < dense.size(); l++) {
      DenseLayer layer = dense.get(l);
      QuantizedSurfaces surfaces =
          QuantizedSurfaces.of(on.sampler().activations(l), layer.units(), on.grid().points());
      layers.add(
          new LayerSurfaces(
              surfaces.minimum(),
              surfaces.maximum(),
              surfaces.heights(),
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

  private static ProjectedExamples projectedExamples(
      Landscape on,
      ParameterSnapshot snapshot,
      @Nullable Standardizer standardizer,
      SurfacePlane plane) {
    RecentExamples examples = snapshot.recentExamples();
    int n = examples.size();
    if (n == 0) {
      return new ProjectedExamples(Floats.empty(), Ints.empty(), Ints.empty());
    }
    float[] features = examples.features().array();
    float[] coordinates = new float[2 * n];
    Planes.project(plane, features, n, standardizer, coordinates);
    float[] seen = features;
    if (standardizer != null) {
      seen = new float[features.length];
      standardizer.apply(features, n, seen);
    }
    ForwardPass pass = n <= EXAMPLES_AT_ONCE ? on.pass() : new ForwardPass(on.spec().network(), n);
    pass.apply(snapshot.parameters().array(), seen, n);
    int[] predicted = new int[n];
    Arrays.setAll(predicted, pass::predictedClass);
    return new ProjectedExamples(Floats.of(coordinates), examples.labels(), Ints.of(predicted));
  }
}
