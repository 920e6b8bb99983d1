package dev.carve.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The version that was built.
final class BuiltVersion {
  private BuiltVersion() {}

  static String read() {
    Properties properties = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            BuiltVersion.class.getResourceAsStream("/dev/carve/dashboard/version.properties"))) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
