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
            int at = unit * GRID.points() + point;
            float a = pass.activation(l, unit, 0);
            assertThat(sampler.activations(l)[at]).isCloseTo(a, within(1e-5f));
            if (l < network.layers().size() - 1) {
              float z = sampler.preActivations(l)[at];
              assertThat(layer.activation().apply(z)).isEqualTo(sampler.activations(l)[at]);
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
