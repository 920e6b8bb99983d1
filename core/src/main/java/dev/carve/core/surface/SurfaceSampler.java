package dev.carve.core.surface;

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
  /* So many points are evaluated through all layers at once: their panels stay in the cache. */
  private static final int BLOCK_POINTS = 512;

  private final Kernels kernels = Kernels.preferred();
  private final float[][] preActivations;
  private final float[][] activations;
  private final float[] below;
  private final float[] block;

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
    int widest = layers.stream().mapToInt(DenseLayer::units).max().orElseThrow();
    this.below = new float[widest * BLOCK_POINTS];
    this.block = new float[widest * BLOCK_POINTS];
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
    sampleFirst(network.layers().getFirst(), parameters, standardizer, plane);
    for (int first = 0; first < grid.points(); first += BLOCK_POINTS) {
      sampleBlock(parameters, first, Math.min(BLOCK_POINTS, grid.points() - first));
    }
  }

  private void sampleBlock(float[] parameters, int first, int n) {
    List<DenseLayer> layers = network.layers();
    int panels = Kernels.panels(n);
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      int units = layer.units();
      if (l == 0) {
        toPanels(preActivations[0], units, first, n);
      } else {
        kernels.affine(parameters, layer.weights(), layer.biasesOffset(), below, panels, block);
        fromPanels(units, first, n, preActivations[l]);
      }
      if (l < layers.size() - 1) {
        kernels.apply(layer.activation().function(), block, units * panels * Kernels.PANEL);
      } else {
        kernels.softmax(block, units, panels);
      }
      fromPanels(units, first, n, activations[l]);
      System.arraycopy(block, 0, below, 0, units * panels * Kernels.PANEL);
    }
  }

  /// Arranges n points of surfaces, `[units, points]`, in the block's panels.
  private void toPanels(float[] surfaces, int units, int first, int n) {
    for (int unit = 0; unit < units; unit++) {
      int from = unit * grid.points() + first;
      for (int i = 0; i < n; i += Kernels.PANEL) {
        int into = (i / Kernels.PANEL * units + unit) * Kernels.PANEL;
        System.arraycopy(surfaces, from + i, block, into, Math.min(Kernels.PANEL, n - i));
      }
    }
  }

  /// Puts the block's n points where they belong on the surfaces, `[units, points]`.
  private void fromPanels(int units, int first, int n, float[] surfaces) {
    for (int unit = 0; unit < units; unit++) {
      int into = unit * grid.points() + first;
      for (int i = 0; i < n; i += Kernels.PANEL) {
        int from = (i / Kernels.PANEL * units + unit) * Kernels.PANEL;
        System.arraycopy(block, from, surfaces, into + i, Math.min(Kernels.PANEL, n - i));
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
