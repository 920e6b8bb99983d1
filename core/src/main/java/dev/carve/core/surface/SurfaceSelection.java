package dev.carve.core.surface;

/// Which surfaces a [SurfaceSampler] keeps; the others are evaluated as far as these need them, and
/// forgotten strip by strip.
public interface SurfaceSelection {
  /// Whether the surface before the non-linearity is kept.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return whether z of this neuron is wanted
  boolean keepsPreActivation(int layer, int unit);

  /// Whether the surface behind the non-linearity is kept.
  ///
  /// @param layer index of the layer, 0 being the first hidden one
  /// @param unit index of the neuron
  /// @return whether a of this neuron is wanted
  boolean keepsActivation(int layer, int unit);

  /// Every surface, before and behind the non-linearity.
  ///
  /// @return a selection of all
  static SurfaceSelection all() {
    return new SurfaceSelection() {
      @Override
      public boolean keepsPreActivation(int layer, int unit) {
        return true;
      }

      @Override
      public boolean keepsActivation(int layer, int unit) {
        return true;
      }
    };
  }

  /// Every surface behind the non-linearity.
  ///
  /// @return a selection of what frames show
  static SurfaceSelection activations() {
    return new SurfaceSelection() {
      @Override
      public boolean keepsPreActivation(int layer, int unit) {
        return false;
      }

      @Override
      public boolean keepsActivation(int layer, int unit) {
        return true;
      }
    };
  }

  /// One neuron before and behind its non-linearity, and the activations that feed it.
  ///
  /// @param focusLayer index of its layer, 0 being the first hidden one
  /// @param focusUnit its index there
  /// @return a selection for looking at this neuron
  static SurfaceSelection focusOn(int focusLayer, int focusUnit) {
    return new SurfaceSelection() {
      @Override
      public boolean keepsPreActivation(int layer, int unit) {
        return layer == focusLayer && unit == focusUnit;
      }

      @Override
      public boolean keepsActivation(int layer, int unit) {
        return layer == focusLayer - 1 || keepsPreActivation(layer, unit);
      }
    };
  }
}
