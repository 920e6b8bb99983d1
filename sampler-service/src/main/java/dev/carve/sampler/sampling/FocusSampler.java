package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.CrossSection;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;
import dev.carve.core.surface.SurfaceStatistics;
import dev.carve.core.surface.Tilt;
import dev.carve.sampler.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Takes one neuron apart at high resolution: what feeds it, how that adds up, and what its
/// non-linearity makes of it.
///
/// May be used by any number of threads.
public final class FocusSampler {
  private static final int DEFAULT_GRID = 129;
  private static final int MOST_HEIGHTS = 16 * 1024 * 1024;
  private static final int MOST_SECTIONS = 32;

  /// Creates a sampler.
  public FocusSampler() {}

  /// Looks at a neuron.
  ///
  /// @param entry the step
  /// @param neuron which neuron
  /// @param view where and how finely; {@value #DEFAULT_GRID} points a side if it is left open
  /// @param heights where its activation is cut
  /// @return the neuron taken apart
  /// @throws UnusableSnapshotException if the entry's parts do not fit its spec
  /// @throws InvalidViewException if the network has no such neuron, or the surfaces that feed it
  ///   have too many heights
  /// @throws InvalidPlaneException if the entry's model has no such plane
  public NeuronFocus focus(
      JournalEntry entry, NeuronChoice neuron, FrameView view, List<Float> heights) {
    ParameterSnapshot snapshot = entry.snapshot();
    SnapshotSpec spec = SnapshotSpec.of(snapshot, null);
    spec.requireFitting(snapshot);
    DenseLayer layer = neuron.in(spec.network());
    int side = view.grid().orElse(DEFAULT_GRID);
    requireBounds(layer, side, heights);
    SurfaceGrid grid = new SurfaceGrid(side, side);
    SurfacePlane plane = ChosenPlane.of(entry, spec, view.plane());
    float[] parameters = snapshot.parameters().array();
    Standardizer standardizer = spec.standardizer(snapshot);
    SurfaceSampler sampler =
        new SurfaceSampler(
            spec.network(), grid, SurfaceSelection.focusOn(neuron.layer(), neuron.unit()));
    sampler.sample(parameters, standardizer, plane);
    boolean isFirst = neuron.layer() == 0;
    float bias = parameters[layer.biasesOffset() + neuron.unit()];
    ContributionSum sum = new ContributionSum(grid.points(), bias);
    List<Feeder> feeders =
        isFirst
            ? sum.ofInputs(new InputSurfaces(plane, grid, standardizer), layer, neuron, parameters)
            : sum.ofNeurons(sampler, layer, neuron, parameters);
    return new NeuronFocus(
        snapshot,
        spec.spec(),
        neuron,
        neuron.layer() == spec.network().layers().size() - 1
            ? "softmax"
            : layer.activation().specName(),
        plane,
        grid,
        bias,
        feeders,
        surfaces(sampler, neuron, plane),
        isFirst
            ? Optional.of(Tilt.of(layer, neuron.unit(), parameters, standardizer, plane))
            : Optional.empty(),
        sections(snapshot, spec, neuron, sampler, plane, heights),
        isFirst ? weights(layer, neuron, parameters) : List.of());
  }

  private static void requireBounds(DenseLayer layer, int side, List<Float> heights) {
    if ((long) layer.inputs() * side * side > MOST_HEIGHTS && layer.weightsOffset() > 0) {
      throw new InvalidViewException(
          "the surfaces that feed a neuron must have %d heights at most: inputs=%d, grid=%d"
              .formatted(MOST_HEIGHTS, layer.inputs(), side));
    }
    if (heights.size() > MOST_SECTIONS) {
      throw new InvalidViewException(
          "a neuron must be cut at %d heights at most: heights=%d"
              .formatted(MOST_SECTIONS, heights.size()));
    }
  }

  private static NeuronFocus.Surfaces surfaces(
      SurfaceSampler sampler, NeuronChoice neuron, SurfacePlane plane) {
    SurfaceStatistics statistics = new SurfaceStatistics(sampler.grid());
    float[] preActivation = sampler.preActivation(neuron.layer(), neuron.unit());
    float[] activation = sampler.activation(neuron.layer(), neuron.unit());
    statistics.measure(preActivation, plane);
    NeuronFigures before = NeuronFigures.of(statistics);
    statistics.measure(activation, plane);
    return new NeuronFocus.Surfaces(
        preActivation, activation, before, NeuronFigures.of(statistics));
  }

  private static List<NeuronFocus.Section> sections(
      ParameterSnapshot snapshot,
      SnapshotSpec spec,
      NeuronChoice neuron,
      SurfaceSampler sampler,
      SurfacePlane plane,
      List<Float> heights) {
    JudgedRecentExamples examples = new JudgedRecentExamples(spec);
    examples.judge(snapshot);
    List<NeuronFocus.Section> sections = new ArrayList<>();
    for (float height : heights) {
      sections.add(
          new NeuronFocus.Section(
              CrossSection.of(
                  sampler.activation(neuron.layer(), neuron.unit()), sampler.grid(), plane, height),
              shares(examples, spec.network().classes(), neuron, height)));
    }
    return sections;
  }

  private static List<NeuronFocus.ClassShare> shares(
      JudgedRecentExamples examples, int classes, NeuronChoice neuron, float height) {
    int[] all = new int[classes];
    int[] above = new int[classes];
    for (int j = 0; j < examples.size(); j++) {
      int label = examples.label(j);
      all[label]++;
      above[label] += examples.activation(neuron.layer(), neuron.unit(), j) >= height ? 1 : 0;
    }
    return IntStream.range(0, classes)
        .mapToObj(c -> new NeuronFocus.ClassShare(all[c], above[c]))
        .toList();
  }

  private static List<Float> weights(DenseLayer layer, NeuronChoice neuron, float[] parameters) {
    int from = layer.weightsOffset() + neuron.unit() * layer.inputs();
    return IntStream.range(from, from + layer.inputs()).mapToObj(i -> parameters[i]).toList();
  }

  /// The inputs as surfaces over a plane, as the network sees them: each is a tilted plane.
  ///
  /// @param plane where
  /// @param grid how finely
  /// @param standardizer the model's, or null if it takes features as they are
  record InputSurfaces(SurfacePlane plane, SurfaceGrid grid, @Nullable Standardizer standardizer) {
    Tilt tilt(int input) {
      double scale = standardizer == null ? 1 : standardizer.scale()[input];
      double mean = standardizer == null ? 0 : standardizer.mean()[input];
      return new Tilt(
          (plane.origin()[input] - mean) * scale,
          plane.u()[input] * scale,
          plane.v()[input] * scale);
    }

    float[] heights(Tilt tilt) {
      float[] heights = new float[grid.points()];
      for (int i = 0; i < heights.length; i++) {
        float s = grid.s(plane, i % grid.columns());
        float t = grid.t(plane, i / grid.columns());
        heights[i] = (float) tilt.height(s, t);
      }
      return heights;
    }

    /// How much an input changes over the extent.
    double range(int input) {
      Tilt tilt = tilt(input);
      return Math.abs(tilt.alongU()) * ((double) plane.uMaximum() - plane.uMinimum())
          + Math.abs(tilt.alongV()) * ((double) plane.vMaximum() - plane.vMinimum());
    }
  }
}
