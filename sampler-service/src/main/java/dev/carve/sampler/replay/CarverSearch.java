package dev.carve.sampler.replay;

import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.NeuronSurface;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceSelection;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.sampling.InvalidViewException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Ranks the minibatches of a stretch of a run by how much they moved one neuron's surface.
///
/// The steps are taken again, twice: to know the whole change, and then the part of each. The
/// surface is looked at over raw inputs, on the plane of the last step; so what the standardizer
/// learned from a minibatch counts as well. May be used by any number of threads.
public final class CarverSearch {
  /* Multiplications of one search, about: what a reader waits for stays bounded. */
  private static final long MOST_WORK = 100_000_000_000L;
  private static final int MOST_STEPS = 10_000;
  private static final int FEWEST_STEPS = 16;
  private static final SurfaceGrid GRID = new SurfaceGrid(32, 32);

  private final RunLibrary library;
  private final StepReconstruction steps;

  /// Searches runs of a library.
  ///
  /// @param library opens runs
  /// @param steps rebuilds their steps
  public CarverSearch(RunLibrary library, StepReconstruction steps) {
    this.library = library;
    this.steps = steps;
  }

  /// Ranks the minibatches that led from one step to another.
  ///
  /// @param question which neuron and steps
  /// @return the ranking
  /// @throws InvalidViewException if there is no such neuron
  /// @throws IllegalArgumentException if the stretch is too long
  /// @throws NoSuchRunException if the journal does not hold the run
  /// @throws NoSuchStepException if the run has no such step by now
  /// @throws StepLostException if a step on the way can no longer be rebuilt
  /// @throws MinibatchesUnavailableException if Kafka does not answer
  public CarverRanking rank(CarverQuestion question) {
    RebuiltStep last = steps.at(question.run(), question.to());
    ModelSpec spec = ModelSpec.parse(last.snapshot().spec());
    check(question, spec.network());
    Hill hill = new Hill(question, spec, last.plane());
    NeuronSurface after = hill.at(last.snapshot());
    NeuronSurface before = hill.at(steps.at(question.run(), question.from()).snapshot());
    List<Carver> carvers = carvers(question, hill, new Change(before, after));
    carvers.sort(
        Comparator.comparingDouble(Carver::moved)
            .reversed()
            .thenComparingLong(carver -> carver.step().step()));
    return new CarverRanking(
        question,
        last.plane(),
        new Change(before, after).meanAbsolute(),
        List.copyOf(carvers.subList(0, Math.min(question.top(), carvers.size()))));
  }

  private List<Carver> carvers(CarverQuestion question, Hill hill, Change whole) {
    List<Carver> carvers = new ArrayList<>();
    double square = whole.innerProduct(whole);
    try (RunReader reader = library.open(question.run());
        StepWalk walk = steps.walkFrom(reader, question.run(), question.from())) {
      NeuronSurface before = hill.at(walk.state().toSnapshot());
      while (walk.state().step() < question.to()) {
        TakenStep step =
            walk.next()
                .orElseThrow(() ->
                    new NoSuchStepException(
                        question.run(), question.to(), question.from(), walk.state().step()));
        NeuronSurface after = hill.at(walk.state().toSnapshot());
        Change change = new Change(before, after);
        double share = square == 0 ? 0 : change.innerProduct(whole) / square;
        carvers.add(new Carver(step, change.meanAbsolute(), share));
        before = after;
      }
    }
    return carvers;
  }

  private static void check(CarverQuestion question, Network network) {
    question.neuron().in(network);
    long workOfAStep = (long) GRID.points() * network.parameterCount();
    long most = Math.clamp(MOST_WORK / workOfAStep, FEWEST_STEPS, MOST_STEPS);
    if (question.to() - question.from() > most) {
      throw new IllegalArgumentException(
          "at most %,d steps of this network can be ranked at once: from=%d, to=%d, steps=%,d"
              .formatted(most, question.from(), question.to(), question.to() - question.from()));
    }
  }

  /// One neuron's surface, wherever it stands.
  private static final class Hill {
    private final CarverQuestion question;
    private final ModelSpec spec;
    private final SurfacePlane plane;
    private final SurfaceSampler sampler;

    Hill(CarverQuestion question, ModelSpec spec, SurfacePlane plane) {
      this.question = question;
      this.spec = spec;
      this.plane = plane;
      this.sampler =
          new SurfaceSampler(
              spec.network(),
              GRID,
              SurfaceSelection.focusOn(question.neuron().layer(), question.neuron().unit()));
    }

    NeuronSurface at(ParameterSnapshot snapshot) {
      InputStatistics statistics = snapshot.inputStatistics();
      Standardizer standardizer =
          spec.standardize()
              ? Standardizer.of(statistics.count(), statistics.mean(), statistics.m2())
              : null;
      sampler.sample(snapshot.parameters().array(), standardizer, plane);
      return sampler.surface(question.neuron().layer(), question.neuron().unit());
    }
  }

  /// How one surface differs from another.
  private record Change(NeuronSurface before, NeuronSurface after) {
    double meanAbsolute() {
      double sum = 0;
      for (int i = 0; i < GRID.points(); i++) {
        sum += Math.abs(at(i));
      }
      return sum / GRID.points();
    }

    double innerProduct(Change other) {
      double sum = 0;
      for (int i = 0; i < GRID.points(); i++) {
        sum += at(i) * other.at(i);
      }
      return sum;
    }

    private double at(int point) {
      return (double) after.heights()[point] - before.heights()[point];
    }
  }
}
