package dev.carve.benchmarks.pipeline;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/// A broker in a process of its own, so that its processor time can be told from that of its
/// clients. It answers `address`.
public final class BrokerMain {
  private BrokerMain() {}

  /// Serves until standard input ends.
  ///
  /// @param arguments its directory
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0)) {
      Answers.serve(_ -> broker.bootstrapServers());
    }
  }
}
