package dev.carve.core.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.network.Activation;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.LayerSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import dev.carve.core.network.WeightInitializer;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SurfaceSamplerTest {
  private static final SurfaceGrid GRID = new SurfaceGrid(9, 7);

  @ParameterizedTest
  @EnumSource(Activation.class)
  void shouldGiveWhatTheForwardPassGivesAtEveryPoint(Activation activation) {
    Network network =
        new Network(2, List.of(new LayerSpec(8, activation), new LayerSpec(5, activation)), 3);
    assertSameAsForwardPass(network, standardizer(2), plane(2));
  }

  @Test
  void shouldSampleManyInputs() {
    Network network = new Network(50, List.of(new LayerSpec(6, Activation.TANH)), 2);
    assertSameAsForwardPass(network, standardizer(50), plane(50));
  }

  @Test
  void shouldSampleWithoutHiddenLayersAndStandardisation() {
    assertSameAsForwardPass(new Network(4, List.of(), 3), null, plane(4));
  }

  private static void assertSameAsForwardPass(
      Network network, @Nullable Standardizer standardizer, SurfacePlane plane) {
    float[] parameters = WeightInitializer.initialize(network, 4);
    SurfaceSampler sampler = new SurfaceSampler(network, GRID);
    ForwardPass pass = new ForwardPass(network, 1);

    sampler.sample(parameters, standardizer, plane);

    for (int row = 0; row < GRID.rows(); row++) {
      for (int column = 0; column < GRID.columns(); column++) {
        float[] x = point(plane, GRID.s(plane, column), GRID.t(plane, row));
        if (standardizer != null) {
          standardizer.apply(x);
        }
        pass.apply(parameters, x, 1);
        int point = row * GRID.columns() + column;
        for (int l = 0; l < network.layers().size(); l++) {
          DenseLayer layer = network.layers().get(l);
          for (int unit = 0; unit < layer.units(); unit++) {
            float a = pass.activation(l, unit, 0);
            assertThat(sampler.activation(l, unit)[point]).isCloseTo(a, within(1e-5f));
            if (l < network.layers().size() - 1) {
              float z = sampler.preActivation(l, unit)[point];
              assertThat(layer.activation().apply(z)).isEqualTo(sampler.activation(l, unit)[point]);
            }
          }
        }
      }
    }
  }

  private static float[] point(SurfacePlane plane, float s, float t) {
    float[] x = new float[plane.origin().length];
    for (int k = 0; k < x.length; k++) {
      x[k] = plane.origin()[k] + s * plane.u()[k] + t * plane.v()[k];
    }
    return x;
  }

  private static Standardizer standardizer(int inputs) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[inputs * 30];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextGaussian() * 3 + 2);
    }
    Standardizer standardizer = new Standardizer(inputs);
    standardizer.update(features, 30);
    return standardizer;
  }

  private static SurfacePlane plane(int inputs) {
    SplittableRandom random = new SplittableRandom(2);
    float[][] vectors = new float[3][inputs];
    for (float[] vector : vectors) {
      for (int k = 0; k < inputs; k++) {
        vector[k] = (float) random.nextGaussian();
      }
    }
    return new SurfacePlane(
        "plane", vectors[0], vectors[1], vectors[2], -1.5f, 2, -3, 0.5f, "s", "t");
  }

  @Test
  void shouldGiveTheSurfaceOfOneNeuron() {
    Network network = new Network(2, List.of(new LayerSpec(1, Activation.LINEAR)), 2);
    float[] parameters = {2, 1, 0.5f, 0, 0, 0, 0};
    SurfaceSampler sampler = new SurfaceSampler(network, new SurfaceGrid(3, 2));
    SurfacePlane plane =
        new SurfacePlane(
            "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -1, 1, 0, 4, "x", "y");

    sampler.sample(parameters, null, plane);

    NeuronSurface surface = sampler.surface(0, 0);
    assertThat(surface.heights()).containsExactly(-1.5f, 0.5f, 2.5f, 2.5f, 4.5f, 6.5f);
    assertThat(surface.minimum()).isEqualTo(-1.5f);
    assertThat(surface.maximum()).isEqualTo(6.5f);
    assertThat(sampler.surface(1, 1).heights()).containsOnly(0.5f);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "512, 512", "33, 17", "2, 500"})
  void shouldGiveTheSameSurfacesWhateverIsKept(int columns, int rows) {
    SurfaceGrid grid = new SurfaceGrid(columns, rows);
    Network network =
        new Network(
            2, List.of(new LayerSpec(20, Activation.RELU), new LayerSpec(3, Activation.TANH)), 2);
    float[] parameters = WeightInitializer.initialize(network, 4);
    SurfaceSampler all = new SurfaceSampler(network, grid);
    SurfaceSampler focus = new SurfaceSampler(network, grid, SurfaceSelection.focusOn(1, 2));
    SurfaceSampler frame = new SurfaceSampler(network, grid, SurfaceSelection.activations());

    all.sample(parameters, standardizer(2), plane(2));
    focus.sample(parameters, standardizer(2), plane(2));
    frame.sample(parameters, standardizer(2), plane(2));

    assertThat(focus.preActivation(1, 2)).isEqualTo(all.preActivation(1, 2));
    assertThat(focus.activation(1, 2)).isEqualTo(all.activation(1, 2));
    for (int unit = 0; unit < 20; unit++) {
      assertThat(focus.activation(0, unit)).isEqualTo(all.activation(0, unit));
    }
    assertThat(frame.activation(2, 1)).isEqualTo(all.activation(2, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> focus.activation(2, 0))
        .withMessageEndingWith("layer=2, unit=0");
  }

  @Test
  void shouldBeAsPreciseFarFromZero() {
    Network network = new Network(2, List.of(new LayerSpec(4, Activation.LINEAR)), 2);
    float[] parameters = WeightInitializer.initialize(network, 4);
    Standardizer far = Standardizer.of(1_000, new double[] {1e6, -3e6}, new double[] {1_000, 250});
    SurfacePlane plane = SurfacePlane.ofInputs(List.of("x", "y"), far);
    SurfaceSampler sampler = new SurfaceSampler(network, GRID);

    sampler.sample(parameters, far, plane);

    for (int unit = 0; unit < 4; unit++) {
      double x = (plane.uMaximum() - 1e6) * far.scale()[0];
      double y = (plane.vMaximum() + 3e6) * far.scale()[1];
      double z = parameters[2 * unit] * x + parameters[2 * unit + 1] * y + parameters[8 + unit];
      assertThat(sampler.preActivation(0, unit)[GRID.points() - 1])
          .isCloseTo((float) z, within(1e-5f));
    }
  }

  @Test
  void shouldFindTheLineOfAFirstLayerNeuron() {
    SurfacePlane plane =
        new SurfacePlane(
            "x, y", new float[2], new float[] {1, 0}, new float[] {0, 1}, -2, 2, -1, 1, "x", "y");

    assertThat(new Tilt(0, 1, -2).zeroLine(plane)).containsExactly(new float[] {-2, -1, 2, 1});
    assertThat(new Tilt(-1, 1, 0).zeroLine(plane)).containsExactly(new float[] {1, -1, 1, 1});
    assertThat(new Tilt(-3, 1, 0).zeroLine(plane)).isEmpty();
    assertThat(new Tilt(-3.5, 1, 1).zeroLine(plane)).isEmpty();
    assertThat(new Tilt(1, 0, 0).zeroLine(plane)).isEmpty();
  }

  @Test
  void shouldPutPointsOnBothEndsOfTheExtent() {
    SurfaceGrid grid = new SurfaceGrid(64, 33);
    SurfacePlane plane = plane(2);
    assertThat(grid.s(plane, 0)).isEqualTo(plane.uMinimum());
    assertThat(grid.s(plane, 63)).isEqualTo(plane.uMaximum());
    assertThat(grid.t(plane, 0)).isEqualTo(plane.vMinimum());
    assertThat(grid.t(plane, 16)).isEqualTo((plane.vMinimum() + plane.vMaximum()) / 2);
    assertThat(grid.t(plane, 32)).isEqualTo(plane.vMaximum());
  }

  @Test
  void shouldRejectAPlaneOfAnotherSpace() {
    SurfaceSampler sampler = new SurfaceSampler(new Network(2, List.of(), 2), GRID);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler.sample(new float[6], null, plane(3)))
        .withMessageEndingWith("inputs=2, origin=[3]");
    assertThatIllegalArgumentException().isThrownBy(() -> new SurfaceGrid(1, 8));
  }
}
