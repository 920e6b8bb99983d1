package dev.carve.standalone.verify;

import dev.carve.standalone.broker.LocalPort;
import dev.carve.standalone.broker.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A broker that can be killed, and started again at the same port.
final class BrokerProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Children children;
  private final Path directory;
  private final int port = LocalPort.free(0);
  private Process process;

  BrokerProcess(Children children, Path directory) {
    this.children = children;
    this.directory = directory;
    this.process = start();
    new TopicSetup(bootstrapServers(), PATIENCE).createMissing(VerifiedModels.PARTITIONS);
  }

  String bootstrapServers() {
    return LocalPort.HOST + ":" + port;
  }

  void killAndRestart() {
    children.kill(process);
    process = start();
  }

  private Process start() {
    return children.start(
        "broker",
        KernelWidth.WIDEST,
        BrokerMain.class,
        List.of(directory.toString(), Integer.toString(port)));
  }
}
