package dev.carve.standalone.verify;

import java.util.Optional;

/// One thing that was compared.
///
/// @param what in words
/// @param values how many values were compared
/// @param difference where they first differ; empty if they are identical
public record Check(String what, long values, Optional<String> difference) {
  /// {@return whether nothing differs and something was compared}
  public boolean isPassed() {
    return difference.isEmpty() && values > 0;
  }
}
