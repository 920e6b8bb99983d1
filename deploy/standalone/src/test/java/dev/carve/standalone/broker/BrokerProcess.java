package dev.carve.standalone.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A broker in a process of its own, which a test can kill. It prints its address and waits.
final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0);
    EmbeddedBrokerTest.createTopic(broker);
    System.out.println(broker.bootstrapServers());
    Thread.currentThread().join();
  }

  static Process start(Path directory) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            BrokerProcess.class.getName(),
            directory.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
