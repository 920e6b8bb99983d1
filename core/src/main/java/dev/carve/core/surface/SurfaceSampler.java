package dev.carve.core.surface;

import dev.carve.core.loss.SoftmaxCrossEntropy;
import dev.carve.core.matrix.Kernels;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates every neuron's surface over a grid.
///
/// Over a plane x = origin + s·u + t·v the pre-activation of a first-layer neuron is a tilted plane
/// itself, c + s·α + t·β with α = w·u, whatever the number of inputs; so it is drawn from these
/// three numbers. Later layers are evaluated layer by layer, the points side by side. The arrays
/// are reused by every call. Owned by one thread.
public final class SurfaceSampler {
  private final Network network;
  private final SurfaceGrid grid;
  private final Kernels kernels = Kernels.preferred();
  private final float[][] preActivations;
  private final float[][] activations;

  /// Makes room for the surfaces.
  ///
  /// @param network what to evaluate
  /// @param grid at how many points
  public SurfaceSampler(Network network, SurfaceGrid grid) {
    this.network = network;
    this.grid = grid;
    List<DenseLayer> layers = network.layers();
    this.preActivations = new float[layers.size()][];
    this.activations = new float[layers.size()][];
    for (int l = 0; l < layers.size(); l++) {
      int length = Math.multiplyExact(layers.get(l).units(), grid.points());
      preActivations[l] = new float[length];
      activations[l] = new float[length];
    }
  }

  /// Evaluates all surfaces.
  ///
  /// @param parameters θ
  /// @param standardizer the model's, or null if it takes features as they are
  /// @param plane where
  /// @throws IllegalArgumentException if the plane lies in a space of another number of inputs
  public void sample(float[] parameters, @Nullable Standardizer standardizer, SurfacePlane plane) {
    if (plane.origin().length != network.inputs()) {
      throw new IllegalArgumentException(
          "the plane must lie in the space of the inputs: inputs=%d, origin=[%d]"
              .formatted(network.inputs(), plane.origin().length));
    }
    int points = grid.points();
    List<DenseLayer> layers = network.layers();
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      float[] z = preActivations[l];
      if (l == 0) {
        sampleFirst(layer, parameters, standardizer, plane);
      } else {
        layer.preActivations(kernels, parameters, activations[l - 1], points, z);
      }
      if (l < layers.size() - 1) {
        layer.activation().apply(z, activations[l], layer.units() * points);
      } else {
        SoftmaxCrossEntropy.softmax(z, points, layer.units(), activations[l]);
      }
    }
  }

  private void sampleFirst(
      DenseLayer layer,
      float[] parameters,
      @Nullable Standardizer standardizer,
      SurfacePlane plane) {
    float[] origin = plane.origin();
    float[] u = plane.u();
    float[] v = plane.v();
    for (int unit = 0; unit < layer.units(); unit++) {
      double height = parameters[layer.biasesOffset() + unit];
      double alongU = 0;
      double alongV = 0;
      for (int k = 0; k < layer.inputs(); k++) {
        double w = parameters[layer.weightsOffset() + unit * layer.inputs() + k];
        double offset = origin[k];
        if (standardizer != null) {
          w *= standardizer.scale()[k];
          offset -= standardizer.mean()[k];
        }
        height = Math.fma(w, offset, height);
        alongU = Math.fma(w, u[k], alongU);
        alongV = Math.fma(w, v[k], alongV);
      }
      tilt(plane, unit, height, (float) alongU, alongV);
    }
  }

  private void tilt(SurfacePlane plane, int unit, double height, float alongU, double alongV) {
    float[] z = preActivations[0];
    int columns = grid.columns();
    for (int row = 0; row < grid.rows(); row++) {
      float start = (float) Math.fma(alongV, grid.t(plane, row), height);
      int offset = unit * grid.points() + row * columns;
      for (int column = 0; column < columns; column++) {
        z[offset + column] = Math.fma(alongU, grid.s(plane, column), start);
      }
    }
  }

  /// Pre-activations of a layer over the grid after the last call.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @return z, `[units, rows, columns]`, valid until the next call, not to be modified
  public float[] preActivations(int layer) {
    return preActivations[layer];
  }

  /// Activations of a layer over the grid after the last call; those of the last layer are the
  /// probabilities of the classes.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @return a, `[units, rows, columns]`, valid until the next call, not to be modified
  public float[] activations(int layer) {
    return activations[layer];
  }

  /// The activation of one neuron over the grid after the last call.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return its surface, a copy
  public NeuronSurface surface(int layer, int unit) {
    int points = grid.points();
    return new NeuronSurface(
        grid, Arrays.copyOfRange(activations[layer], unit * points, (unit + 1) * points));
  }
}
