package dev.carve.dashboard.live;

import dev.carve.core.network.InvalidModelSpecException;
import dev.carve.core.network.ModelSpec;
import org.jspecify.annotations.Nullable;

/// The spec of a live model, as it came and as it reads.
///
/// @param yaml the spec as canonical YAML
/// @param definition what it says
public record LiveSpec(String yaml, ModelSpec definition) {

  /// Reads a spec, unless it is the one that is known already: frames bring it along each time.
  ///
  /// @param yaml the spec as YAML
  /// @param known the spec before
  /// @return the spec, or the one before if this one cannot be read
  static @Nullable LiveSpec of(String yaml, @Nullable LiveSpec known) {
    if (known != null && known.yaml().equals(yaml)) {
      return known;
    }
    try {
      return new LiveSpec(yaml, ModelSpec.parse(yaml));
    } catch (InvalidModelSpecException _) {
      return known;
    }
  }
}
