package dev.carve.standalone.verify;

import dev.carve.standalone.broker.EmbeddedBroker;
import java.nio.file.Path;

/// A broker in a process of its own, until it is killed.
public final class BrokerMain {
  private BrokerMain() {}

  /// Starts the broker and waits.
  ///
  /// @param arguments its directory and its port
  /// @throws InterruptedException if it is interrupted
  public static void main(String[] arguments) throws InterruptedException {
    try (EmbeddedBroker _ =
        EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
      Thread.currentThread().join();
    }
  }
}
