package dev.carve.sampler.sampling;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.surface.CrossSection;
import dev.carve.core.surface.SurfaceGrid;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.core.surface.Tilt;
import java.util.List;
import java.util.Optional;

/// One neuron at one step, taken apart.
///
/// @param snapshot the step's parameters with their circumstances
/// @param spec the model
/// @param neuron which one
/// @param activation name of its non-linearity; `softmax` for a class
/// @param plane where it is looked at
/// @param grid how finely
/// @param bias what lifts the sum
/// @param feeders what is added up, in the order of the sum; the rest, if there is one, first
/// @param surfaces its surface before and behind the non-linearity
/// @param tilt of a first-layer neuron, whose line lies where it is 0
/// @param sections its activation cut at the heights that were asked for
/// @param weights of a first-layer neuron, one for each input; empty for others
public record NeuronFocus(
    ParameterSnapshot snapshot,
    ModelSpec spec,
    NeuronChoice neuron,
    String activation,
    SurfacePlane plane,
    SurfaceGrid grid,
    float bias,
    List<Feeder> feeders,
    Surfaces surfaces,
    Optional<Tilt> tilt,
    List<Section> sections,
    List<Float> weights) {

  /// The neuron's own surface, before and behind the non-linearity. The arrays are shared, not
  /// copied, and are not to be modified.
  public static final class Surfaces {
    private final float[] preActivation;
    private final float[] activation;
    private final NeuronFigures preActivationFigures;
    private final NeuronFigures activationFigures;

    Surfaces(
        float[] preActivation,
        float[] activation,
        NeuronFigures preActivationFigures,
        NeuronFigures activationFigures) {
      this.preActivation = preActivation;
      this.activation = activation;
      this.preActivationFigures = preActivationFigures;
      this.activationFigures = activationFigures;
    }

    /// {@return z, `[rows, columns]`}
    public float[] preActivation() {
      return preActivation;
    }

    /// {@return a = φ(z), `[rows, columns]`}
    public float[] activation() {
      return activation;
    }

    /// {@return what z is like}
    public NeuronFigures preActivationFigures() {
      return preActivationFigures;
    }

    /// {@return what a is like}
    public NeuronFigures activationFigures() {
      return activationFigures;
    }
  }

  /// A cut and what lies above it.
  ///
  /// @param cut the lines, and the share of the extent above
  /// @param classes how the recent examples of each class lie
  public record Section(CrossSection cut, List<ClassShare> classes) {}

  /// How many recent examples of a class the neuron gives at least a height.
  ///
  /// @param examples of the class
  /// @param above those of them for which its activation reaches the height
  public record ClassShare(int examples, int above) {}
}
