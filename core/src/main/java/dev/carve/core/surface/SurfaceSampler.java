package dev.carve.core.surface;

import dev.carve.core.matrix.Kernels;
import dev.carve.core.matrix.MatrixLayout;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import dev.carve.core.network.Standardizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Evaluates neurons' surfaces over a grid, before and behind the non-linearity.
///
/// Nothing is allocated by a call, and the arrays are reused by the next one. Owned by one thread.
public final class SurfaceSampler {
  /*
   * Over a plane the pre-activation of a first-layer neuron is a tilted plane itself, whatever the number of inputs. So
   * the first layer is one of two inputs: how far a point lies from the middle of the extent along u and v, in halves of
   * it. Its weights are what the neuron rises over such a half, its biases the heights in the middle, summed in double
   * precision. They are the only thing that depends on the plane.
   *
   * The grid is cut into strips of neighbouring points. Each passes through all layers while its panels, see Kernels, lie
   * in the cache; what is to be kept is copied from there, row by row.
   */
  private static final int PANEL = Kernels.PANEL;
  private static final int STRIP_FLOATS = 8 * 1024;
  private static final int SHORTEST_STRIP = 64;
  private static final int LONGEST_STRIP = 1024;
  private static final float[] NOT_KEPT = {};

  private final Network network;
  private final SurfaceGrid grid;
  private final Kernels kernels = Kernels.preferred();
  private final int depth;
  private final int stripPoints;
  private final float[] tilts;
  private final MatrixLayout rises;
  private final float[][] coordinates;
  private final float[][][] preActivations;
  private final float[][][] activations;
  private float[] below;
  private float[] strip;

  /// Makes room for all surfaces, before and behind the non-linearity.
  ///
  /// @param network what to evaluate
  /// @param grid at how many points
  public SurfaceSampler(Network network, SurfaceGrid grid) {
    this(network, grid, SurfaceSelection.all());
  }

  /// Makes room for some surfaces. Beside them it takes a few hundred KB, or what two strips of the
  /// widest layer take, whatever the grid.
  ///
  /// @param network what to evaluate
  /// @param grid at how many points
  /// @param selection which surfaces are kept
  public SurfaceSampler(Network network, SurfaceGrid grid, SurfaceSelection selection) {
    this.network = network;
    this.grid = grid;
    List<DenseLayer> layers = network.layers();
    this.preActivations = new float[layers.size()][][];
    this.activations = new float[layers.size()][][];
    int deepest = 0;
    for (int l = 0; l < layers.size(); l++) {
      int units = layers.get(l).units();
      preActivations[l] = new float[units][];
      activations[l] = new float[units][];
      for (int unit = 0; unit < units; unit++) {
        boolean keepsZ = selection.keepsPreActivation(l, unit);
        boolean keepsA = selection.keepsActivation(l, unit);
        preActivations[l][unit] = keepsZ ? new float[grid.points()] : NOT_KEPT;
        activations[l][unit] = keepsA ? new float[grid.points()] : NOT_KEPT;
        deepest = keepsZ || keepsA ? l : deepest;
      }
    }
    this.depth = deepest + 1;
    int widest = layers.subList(0, depth).stream().mapToInt(DenseLayer::units).max().orElseThrow();
    int wholePanels = STRIP_FLOATS / widest / PANEL * PANEL;
    this.stripPoints = Math.clamp(wholePanels, SHORTEST_STRIP, LONGEST_STRIP);
    this.below = new float[Math.multiplyExact(widest, stripPoints)];
    this.strip = new float[widest * stripPoints];
    this.tilts = new float[3 * layers.getFirst().units()];
    this.rises = MatrixLayout.rowMajor(0, layers.getFirst().units(), 2);
    this.coordinates = coordinates(grid, stripPoints);
  }

  /// Coordinates of all points strip by strip, in panels, `[strips][panels, 2, 16]`, from −1 to 1.
  private static float[][] coordinates(SurfaceGrid grid, int stripPoints) {
    float[][] coordinates = new float[(grid.points() + stripPoints - 1) / stripPoints][];
    for (int s = 0; s < coordinates.length; s++) {
      int first = s * stripPoints;
      int n = Math.min(stripPoints, grid.points() - first);
      coordinates[s] = new float[2 * PANEL * Kernels.panels(n)];
      for (int i = 0; i < n; i++) {
        int at = i / PANEL * 2 * PANEL + i % PANEL;
        coordinates[s][at] = fromMiddle((first + i) % grid.columns(), grid.columns());
        coordinates[s][at + PANEL] = fromMiddle((first + i) / grid.columns(), grid.rows());
      }
    }
    return coordinates;
  }

  private static float fromMiddle(int index, int count) {
    return (float) ((2.0 * index - (count - 1)) / (count - 1));
  }

  /// Evaluates the surfaces.
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
    tilt(network.layers().getFirst(), parameters, standardizer, plane);
    for (int s = 0; s < coordinates.length; s++) {
      int first = s * stripPoints;
      sampleStrip(parameters, coordinates[s], first, Math.min(stripPoints, grid.points() - first));
    }
  }

  private void tilt(
      DenseLayer layer,
      float[] parameters,
      @Nullable Standardizer standardizer,
      SurfacePlane plane) {
    for (int unit = 0; unit < layer.units(); unit++) {
      Tilt tilt = Tilt.of(layer, unit, parameters, standardizer, plane);
      double halfU = ((double) plane.uMaximum() - plane.uMinimum()) / 2;
      double halfV = ((double) plane.vMaximum() - plane.vMinimum()) / 2;
      tilts[2 * unit] = (float) (tilt.alongU() * halfU);
      tilts[2 * unit + 1] = (float) (tilt.alongV() * halfV);
      tilts[2 * layer.units() + unit] =
          (float)
              tilt.height(
                  ((double) plane.uMinimum() + plane.uMaximum()) / 2,
                  ((double) plane.vMinimum() + plane.vMaximum()) / 2);
    }
  }

  private void sampleStrip(float[] parameters, float[] points, int first, int n) {
    List<DenseLayer> layers = network.layers();
    int panels = Kernels.panels(n);
    for (int l = 0; l < depth; l++) {
      DenseLayer layer = layers.get(l);
      int units = layer.units();
      if (l == 0) {
        kernels.affine(tilts, rises, 2 * units, points, panels, strip);
      } else {
        kernels.affine(parameters, layer.weights(), layer.biasesOffset(), below, panels, strip);
      }
      keep(preActivations[l], first, n);
      if (l < layers.size() - 1) {
        kernels.apply(layer.activation().function(), strip, units * panels * PANEL);
      } else {
        kernels.softmax(strip, units, panels);
      }
      keep(activations[l], first, n);
      float[] evaluated = strip;
      strip = below;
      below = evaluated;
    }
  }

  private void keep(float[][] surfaces, int first, int n) {
    int units = surfaces.length;
    int whole = n / PANEL * PANEL;
    for (int unit = 0; unit < units; unit++) {
      float[] surface = surfaces[unit];
      if (surface.length > 0) {
        copyPanels(strip, unit * PANEL, units * PANEL, surface, first, whole);
        if (whole < n) {
          int rest = whole * units + unit * PANEL;
          System.arraycopy(strip, rest, surface, first + whole, n - whole);
        }
      }
    }
  }

  private static void copyPanels(
      float[] panels, int from, int stride, float[] surface, int first, int whole) {
    int at = from;
    for (int i = first; i < first + whole; i += PANEL) {
      System.arraycopy(panels, at, surface, i, PANEL);
      at += stride;
    }
  }

  /// How finely it looks.
  ///
  /// @return the grid
  public SurfaceGrid grid() {
    return grid;
  }

  /// The pre-activation of a neuron over the grid after the last call.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return z, `[rows, columns]`, valid until the next call, not to be modified
  /// @throws IllegalArgumentException if it is not kept
  public float[] preActivation(int layer, int unit) {
    return kept("pre-activation", preActivations, layer, unit);
  }

  /// The activation of a neuron over the grid after the last call; that of the last layer is the
  /// probability of its class.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return a, `[rows, columns]`, valid until the next call, not to be modified
  /// @throws IllegalArgumentException if it is not kept
  public float[] activation(int layer, int unit) {
    return kept("activation", activations, layer, unit);
  }

  private static float[] kept(String what, float[][][] surfaces, int layer, int unit) {
    float[] surface = surfaces[layer][unit];
    if (surface.length == 0) {
      throw new IllegalArgumentException(
          "the selection must keep the %s: layer=%d, unit=%d".formatted(what, layer, unit));
    }
    return surface;
  }

  /// The activation of one neuron over the grid after the last call.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return its surface, a copy
  public NeuronSurface surface(int layer, int unit) {
    return new NeuronSurface(grid, activation(layer, unit).clone());
  }
}
