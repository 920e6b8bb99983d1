package dev.carve.sampler.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.carve.core.event.Floats;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.SurfaceFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame;
import dev.carve.core.event.SurfaceFrame.LayerSurfaces;
import dev.carve.core.event.Topics;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Standardizer;
import dev.carve.core.surface.InvalidPlaneException;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.SurfaceStatistics;
import dev.carve.sampler.Snapshots;
import dev.carve.sampler.journal.JournalEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FrameEvaluationTest {
  private final FrameEvaluation evaluation = new FrameEvaluation(64);

  @Test
  void shouldDrawWhatTheForwardPassGives() {
    ParameterSnapshot snapshot = Snapshots.of("spirals", "spirals-1", 2).at(500);
    JournalEntry entry = entry(snapshot);

    SurfaceFrame frame = evaluation.evaluate(entry);

    assertThat(frame.columns()).isEqualTo(64);
    assertThat(frame.rows()).isEqualTo(64);
    assertThat(frame.layers()).extracting(LayerSurfaces::units).containsExactly(8, 8, 2);
    SurfacePlane plane = entry.plane();
    ForwardPass pass = new ForwardPass(ModelSpec.parse(snapshot.spec()).network(), 1);
    Standardizer standardizer = SnapshotSpec.statistics(snapshot);
    for (int corner = 0; corner < 4; corner++) {
      int column = corner % 2 == 0 ? 0 : 63;
      int row = corner / 2 == 0 ? 0 : 63;
      float[] features = {
        column == 0 ? plane.uMinimum() : plane.uMaximum(),
        row == 0 ? plane.vMinimum() : plane.vMaximum()
      };
      standardizer.apply(features);
      pass.apply(snapshot.parameters().array(), features, 1);
      for (int l = 0; l < 3; l++) {
        LayerSurfaces layer = frame.layers().get(l);
        for (int unit = 0; unit < layer.units(); unit++) {
          float range = layer.maximum().get(unit) - layer.minimum().get(unit);
          int quantum = layer.heights().byteAt(unit * 4096 + row * 64 + column) & 0xFF;
          float height = layer.minimum().get(unit) + quantum / 255f * range;
          assertThat(height)
              .isCloseTo(pass.activation(l, unit, 0), within(range / 255 / 2 * 1.01f + 1e-5f));
        }
      }
    }
  }

  @Test
  void shouldUseEveryQuantumFromTheLowestToTheHighestPoint() {
    SurfaceFrame frame =
        evaluation.evaluate(entry(Snapshots.of("spirals", "spirals-1", 2).at(500)));

    for (LayerSurfaces layer : frame.layers()) {
      for (int unit = 0; unit < layer.units(); unit++) {
        ByteString heights = layer.heights().substring(unit * 4096, (unit + 1) * 4096);
        int[] quanta = new int[4096];
        Arrays.setAll(quanta, i -> heights.byteAt(i) & 0xFF);
        assertThat(Arrays.stream(quanta).min()).hasValue(0);
        assertThat(Arrays.stream(quanta).max()).hasValue(255);
      }
    }
  }

  @Test
  void shouldShowExamplesWhereTheyLieWithTheClassTheyAreGiven() {
    ParameterSnapshot snapshot = Snapshots.of("spirals", "spirals-1", 2).at(500);

    SurfaceFrame frame = evaluation.evaluate(entry(snapshot));

    assertThat(frame.examples().labels()).isEqualTo(snapshot.recentExamples().labels());
    assertThat(frame.examples().size()).isEqualTo(64);
    for (int i = 0; i < 128; i++) {
      assertThat(frame.examples().coordinates().get(i))
          .isCloseTo(snapshot.recentExamples().features().get(i), within(1e-4f));
    }
    assertThat(frame.examples().predicted().array()).containsOnly(0, 1);
  }

  @Test
  void shouldDrawLargeNetworksMoreCoarselyAndWithoutManyWeights() {
    Snapshots images =
        Snapshots.of(Snapshots.spec("images", 784, 128), "images-1", Duration.ofMillis(50));

    SurfaceFrame frame = evaluation.evaluate(entry(images.at(3)));

    assertThat(frame.columns()).isEqualTo(24);
    assertThat(frame.layers().getFirst().weights().length()).isZero();
    assertThat(frame.layers().getFirst().biases().length()).isEqualTo(128);
    assertThat(frame.layers().getLast().weights().length()).isEqualTo(256);
  }

  @Test
  void shouldDrawNetworksOfOneInput() {
    SurfaceFrame frame = evaluation.evaluate(entry(Snapshots.of("line", "line-1", 1).at(100)));

    ByteString heights = frame.layers().getFirst().heights();
    assertThat(heights.substring(0, 64)).isEqualTo(heights.substring(63 * 64, 64 * 64));
    assertThat(frame.examples().coordinates().array()).doesNotContain(Float.NaN);
  }

  @Test
  void shouldDrawADivergedNetwork() {
    ParameterSnapshot sound = Snapshots.of("spirals", "spirals-1", 2).at(10);
    float[] parameters = sound.parameters().array().clone();
    Arrays.fill(parameters, Float.NaN);

    SurfaceFrame frame = evaluation.evaluate(entry(with(sound, Floats.of(parameters))));

    assertThat(frame.layers().getFirst().minimum().array()).containsOnly(0);
    assertThat(Topics.FRAMES.codec().decode(Topics.FRAMES.codec().encode(frame))).isEqualTo(frame);
  }

  @Test
  void shouldRejectParametersThatDoNotFitTheSpec() {
    ParameterSnapshot sound = Snapshots.of("spirals", "spirals-1", 2).at(10);

    assertThatExceptionOfType(UnusableSnapshotException.class)
        .isThrownBy(() ->
            evaluation.evaluate(
                new JournalEntry(with(sound, Floats.of(1, 2)), entry(sound).plane())))
        .withMessageEndingWith("expected=114, actual=2");
  }

  @Test
  void shouldTellWhatTheSurfacesAreLike() {
    ParameterSnapshot snapshot = Snapshots.of("spirals", "spirals-1", 2).at(500);
    JournalEntry entry = entry(snapshot);

    SurfaceFrame frame = evaluation.evaluate(entry);

    assertThat(frame.figures().layers()).hasSize(3);
    ModelSpec spec = ModelSpec.parse(snapshot.spec());
    SurfaceGrid grid = new SurfaceGrid(64, 64);
    SurfaceSampler sampler = new SurfaceSampler(spec.network(), grid);
    sampler.sample(snapshot.parameters().array(), SnapshotSpec.statistics(snapshot), entry.plane());
    SurfaceStatistics statistics = new SurfaceStatistics(grid);
    statistics.measure(sampler.activation(1, 3), entry.plane());
    LayerFigures second = frame.figures().layers().get(1);
    assertThat(second.roughness().get(3)).isEqualTo((float) statistics.roughness()).isPositive();
    assertThat(second.means().get(3)).isEqualTo((float) statistics.mean());
    assertThat(second.plateauShares().get(3)).isEqualTo((float) statistics.plateauShare());
    assertThat(second.peaks().get(3)).isEqualTo(statistics.peaks());
  }

  @Test
  void shouldTellHowFarTheClassesStandOut() {
    ParameterSnapshot snapshot = Snapshots.of("spirals", "spirals-1", 2).at(500);

    SurfaceFrame frame = evaluation.evaluate(entry(snapshot));

    SurfaceFigures figures = frame.figures();
    float[] sums = new float[2];
    int[] counts = new int[2];
    int[] wrong = new int[2];
    for (int j = 0; j < 64; j++) {
      int label = frame.examples().labels().get(j);
      /* With two classes the margin is 2p − 1. */
      sums[label] += (figures.margins().get(j) + 1) / 2;
      counts[label]++;
      boolean isWrong = figures.margins().get(j) < 0;
      wrong[label] += isWrong ? 1 : 0;
      assertThat(frame.examples().predicted().get(j) != label).isEqualTo(isWrong);
    }
    float orange = sums[0] / counts[0];
    float blue = sums[1] / counts[1];
    assertThat(figures.classes().ownHeights().get(0)).isCloseTo(orange, within(1e-5f));
    assertThat(figures.classes().otherHeights().get(0)).isCloseTo(1 - blue, within(1e-5f));
    assertThat(figures.classes().separation(1)).isCloseTo(blue - (1 - orange), within(1e-5));
    assertThat(figures.classes().wrong().array()).containsExactly(wrong);
  }

  @Test
  void shouldLookWhereAndAsFinelyAsAsked() {
    ParameterSnapshot snapshot = Snapshots.of("many", "many-1", 5).at(500);

    SurfaceFrame pair = view("inputs:3,1", 24).evaluate(entry(snapshot));
    SurfaceFrame examples = view("examples:0,5,63", 100).evaluate(entry(snapshot));
    SurfaceFrame components = view("components", 64).evaluate(entry(snapshot));

    assertThat(pair.plane().uName()).isEqualTo(ModelSpec.defaultInputNames(5).get(3));
    assertThat(pair.columns()).isEqualTo(24);
    assertThat(pair.examples().coordinates().get(0))
        .isCloseTo(snapshot.recentExamples().features().get(3), within(1e-4f));
    assertThat(examples.plane().name()).isEqualTo("examples 0, 5, 63");
    assertThat(examples.rows()).isEqualTo(100);
    assertThat(components).isEqualTo(evaluation.evaluate(entry(snapshot)));
  }

  @Test
  void shouldRejectWhatItCannotShow() {
    JournalEntry entry = entry(Snapshots.of("many", "many-1", 5).at(500));
    JournalEntry images =
        entry(Snapshots.of(Snapshots.spec("i", 784, 128), "i-1", Duration.ofMillis(9)).at(3));

    assertThatExceptionOfType(InvalidPlaneException.class)
        .isThrownBy(() -> view("class-means:orange,blue,green", 64).evaluate(entry))
        .withMessage("the model must have the class: class=green, known=orange, blue");
    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(() -> view("components", 7))
        .withMessage("a grid must have 8 to 512 points a side: grid=7");
    assertThatExceptionOfType(InvalidViewException.class)
        .isThrownBy(() -> view("components", 512).evaluate(images))
        .withMessageEndingWith("neurons=258, grid=512");
  }

  private static FrameEvaluation view(String plane, int grid) {
    return new FrameEvaluation(64, new FrameView(Optional.of(plane), OptionalInt.of(grid)));
  }

  private static JournalEntry entry(ParameterSnapshot snapshot) {
    return new JournalEntry(
        snapshot,
        new PlaneChoice(Optional.empty()).choose(SnapshotSpec.of(snapshot, null), snapshot));
  }

  private static ParameterSnapshot with(ParameterSnapshot snapshot, Floats parameters) {
    return new ParameterSnapshot(
        snapshot.model(),
        snapshot.run(),
        snapshot.step(),
        snapshot.spec(),
        parameters,
        snapshot.inputStatistics(),
        snapshot.recentExamples(),
        snapshot.examplesSeen(),
        snapshot.inputPartition(),
        snapshot.inputOffset(),
        snapshot.loss(),
        snapshot.accuracy(),
        snapshot.learningRate(),
        snapshot.time(),
        snapshot.state());
  }
}
