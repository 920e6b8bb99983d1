package dev.carve.standalone.config;

import java.io.Serial;

/// A configuration that cannot be used.
public final class ConfigurationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// Says what is wrong.
  ///
  /// @param message the rule and the key and value that break it
  public ConfigurationException(String message) {
    super(message);
  }

  /// Says what is wrong and why.
  ///
  /// @param message the rule and the key and value that break it
  /// @param cause what was met
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
