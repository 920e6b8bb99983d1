package dev.carve.sampler.sampling;

import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.SurfaceDifference;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;
import dev.carve.core.surface.SurfaceStatistics;
import dev.carve.sampler.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/// Two steps of one run or of two, surface by surface: what was carved between them.
///
/// @param before the one that is compared with
/// @param after the other one
/// @param plane where both are looked at, that of the former
/// @param grid how finely
/// @param neurons layer by layer
/// @param classesBefore how the classes stand out before
/// @param classesAfter how they stand out after
public record SurfaceComparison(
    JournalEntry before,
    JournalEntry after,
    SurfacePlane plane,
    SurfaceGrid grid,
    List<Neuron> neurons,
    ClassFigures classesBefore,
    ClassFigures classesAfter) {
  private static final int DEFAULT_GRID = 64;

  /// Compares two steps.
  ///
  /// @param before compared with
  /// @param after the other one, of a network of the same shape
  /// @param view where and how finely; planes are laid by what the former carries
  /// @return what lies between them
  /// @throws UnusableSnapshotException if an entry's parts do not fit its spec
  /// @throws InvalidViewException if the networks differ in shape, or the grid is too fine
  /// @throws InvalidPlaneException if the model has no such plane
  public static SurfaceComparison of(JournalEntry before, JournalEntry after, FrameView view) {
    SnapshotSpec one = checked(before);
    SnapshotSpec other = checked(after);
    requireSameShape(one.network(), other.network());
    SurfaceGrid grid = GridChoice.of(one.network(), DEFAULT_GRID, view.grid());
    SurfacePlane plane = ChosenPlane.of(before, one, view.plane());
    return new SurfaceComparison(
        before,
        after,
        plane,
        grid,
        neurons(
            one.network(),
            sampled(before, one, grid, plane),
            sampled(after, other, grid, plane),
            plane),
        classes(before, one),
        classes(after, other));
  }

  private static SnapshotSpec checked(JournalEntry entry) {
    SnapshotSpec spec = SnapshotSpec.of(entry.snapshot(), null);
    spec.requireFitting(entry.snapshot());
    return spec;
  }

  private static void requireSameShape(Network one, Network other) {
    List<Integer> units = units(one);
    List<Integer> otherUnits = units(other);
    if (!units.equals(otherUnits)) {
      throw new InvalidViewException(
          "networks that are compared must have the same shape: a=%s, b=%s"
              .formatted(units, otherUnits));
    }
  }

  private static List<Integer> units(Network network) {
    List<Integer> units = new ArrayList<>();
    units.add(network.inputs());
    network.layers().forEach(layer -> units.add(layer.units()));
    return units;
  }

  private static SurfaceSampler sampled(
      JournalEntry entry, SnapshotSpec spec, SurfaceGrid grid, SurfacePlane plane) {
    SurfaceSampler sampler =
        new SurfaceSampler(spec.network(), grid, SurfaceSelection.activations());
    sampler.sample(
        entry.snapshot().parameters().array(), spec.standardizer(entry.snapshot()), plane);
    return sampler;
  }

  private static List<Neuron> neurons(
      Network network, SurfaceSampler before, SurfaceSampler after, SurfacePlane plane) {
    SurfaceStatistics statistics = new SurfaceStatistics(before.grid());
    List<Neuron> neurons = new ArrayList<>();
    List<DenseLayer> layers = network.layers();
    for (int l = 0; l < layers.size(); l++) {
      for (int unit = 0; unit < layers.get(l).units(); unit++) {
        float[] one = before.activation(l, unit);
        float[] other = after.activation(l, unit);
        statistics.measure(one, plane);
        NeuronFigures figures = NeuronFigures.of(statistics);
        statistics.measure(other, plane);
        neurons.add(
            new Neuron(
                new NeuronChoice(l, unit),
                figures,
                NeuronFigures.of(statistics),
                SurfaceDifference.between(one, other, before.grid(), plane),
                one,
                other));
      }
    }
    return neurons;
  }

  private static ClassFigures classes(JournalEntry entry, SnapshotSpec spec) {
    JudgedRecentExamples examples = new JudgedRecentExamples(spec);
    examples.judge(entry.snapshot());
    return examples.classFigures();
  }

  /// One neuron at both steps. The arrays are shared, not copied, and are not to be modified.
  public static final class Neuron {
    private final NeuronChoice neuron;
    private final NeuronFigures before;
    private final NeuronFigures after;
    private final SurfaceDifference difference;
    private final float[] heightsBefore;
    private final float[] heightsAfter;

    Neuron(
        NeuronChoice neuron,
        NeuronFigures before,
        NeuronFigures after,
        SurfaceDifference difference,
        float[] heightsBefore,
        float[] heightsAfter) {
      this.neuron = neuron;
      this.before = before;
      this.after = after;
      this.difference = difference;
      this.heightsBefore = heightsBefore;
      this.heightsAfter = heightsAfter;
    }

    /// {@return which neuron}
    public NeuronChoice neuron() {
      return neuron;
    }

    /// {@return what its activation was like before}
    public NeuronFigures before() {
      return before;
    }

    /// {@return what its activation is like after}
    public NeuronFigures after() {
      return after;
    }

    /// {@return what was carved}
    public SurfaceDifference difference() {
      return difference;
    }

    /// {@return how much each point rose, `[rows, columns]`, a new array}
    public float[] rises() {
      float[] rises = new float[heightsBefore.length];
      for (int i = 0; i < rises.length; i++) {
        rises[i] = heightsAfter[i] - heightsBefore[i];
      }
      return rises;
    }
  }
}
