package dev.carve.standalone.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The version that was built.
final class CarveVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Properties properties = new Properties();
    try (InputStream stream =
        Objects.requireNonNull(
            CarveVersion.class.getResourceAsStream("/dev/carve/standalone/version.properties"))) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {"carve " + properties.getProperty("version"), "Java " + Runtime.version()};
  }
}
