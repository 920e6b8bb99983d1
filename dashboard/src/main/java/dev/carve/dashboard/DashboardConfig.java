package dev.carve.dashboard;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the dashboard is told at its start.
///
/// @param host the address to listen on, a loopback address; 127.0.0.1 by default
/// @param port the port to listen on, 0 for any free one; 8080 by default
/// @param bootstrapServers where Kafka is, `host:port` separated by commas; 127.0.0.1:9092 by
///   default; empty where there is none, which leaves past runs
/// @param samplerUrl base URL of the sampler's HTTP; http://127.0.0.1:8081 by default
/// @param commandTimeout how long to wait for the trainer to answer a command; 10 s by default
/// @param webroot a directory to serve the page from, read again at every request, instead of the
///   page inside the jar; none by default
/// @param readOnly whether viewers may look but not act; false by default
public record DashboardConfig(
    String host,
    int port,
    String bootstrapServers,
    URI samplerUrl,
    Duration commandTimeout,
    Optional<Path> webroot,
    boolean readOnly) {

  private static final DashboardConfig DEFAULTS =
      new DashboardConfig(
          "127.0.0.1",
          8080,
          "127.0.0.1:9092",
          URI.create("http://127.0.0.1:8081"),
          Duration.ofSeconds(10),
          Optional.empty(),
          false);

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException if the host is not a loopback address, since viewers cannot
  ///   be authenticated yet, or if another value cannot be used
  public DashboardConfig {
    if (!isLoopback(host)) {
      throw new IllegalArgumentException(
          "host must be a loopback address such as 127.0.0.1, because the dashboard cannot authenticate its viewers; "
              + "reach it from elsewhere through a tunnel (ssh -L): host=%s".formatted(host));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 0 to 65535: port=%d".formatted(port));
    }
    if (!"http".equals(samplerUrl.getScheme()) || samplerUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "samplerUrl must be http://host:port: samplerUrl=%s".formatted(samplerUrl));
    }
    if (!commandTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "commandTimeout must be positive: commandTimeout=%s".formatted(commandTimeout));
    }
  }

  /// The values that apply where nothing else is said.
  ///
  /// @return the defaults named above
  public static DashboardConfig defaults() {
    return DEFAULTS;
  }

  /// The same with another host.
  ///
  /// @param host a loopback address
  /// @return the changed copy
  /// @throws IllegalArgumentException if it is none
  public DashboardConfig withHost(String host) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// The same with another port.
  ///
  /// @param port 0 for any free one
  /// @return the changed copy
  public DashboardConfig withPort(int port) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// The same with another Kafka.
  ///
  /// @param bootstrapServers `host:port` separated by commas
  /// @return the changed copy
  /// @throws IllegalArgumentException if it names none
  public DashboardConfig withBootstrapServers(String bootstrapServers) {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrapServers must name at least one host:port");
    }
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// The same without Kafka: past runs can be looked at, and no model made.
  ///
  /// @return the changed copy
  public DashboardConfig withoutKafka() {
    return new DashboardConfig(host, port, "", samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// {@return whether there is a Kafka to read from and to write to}
  public boolean hasKafka() {
    return !bootstrapServers.isEmpty();
  }

  /// The same with another sampler.
  ///
  /// @param samplerUrl base URL of its HTTP
  /// @return the changed copy
  public DashboardConfig withSamplerUrl(URI samplerUrl) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// The same with another patience.
  ///
  /// @param commandTimeout how long to wait for the answer to a command
  /// @return the changed copy
  public DashboardConfig withCommandTimeout(Duration commandTimeout) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  /// The same with the page taken from a directory.
  ///
  /// @param webroot where index.html is
  /// @return the changed copy
  public DashboardConfig withWebroot(Path webroot) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, Optional.of(webroot), readOnly);
  }

  /// The same, where viewers may look but not act, or may again.
  ///
  /// @param readOnly whether whoever asks for a change is refused
  /// @return the changed copy
  public DashboardConfig withReadOnly(boolean readOnly) {
    return new DashboardConfig(
        host, port, bootstrapServers, samplerUrl, commandTimeout, webroot, readOnly);
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
