package dev.carve.standalone.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.carve.standalone.CarveMain;
import dev.carve.standalone.storage.DataDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `carve trainer` in a process of its own; what it is doing is read from its log file.
final class TrainerProcess {
  private final Children children;
  private final KernelWidth kernels;
  private final Path log;
  private final long startedNs = System.nanoTime();
  private final Process process;
  private long readBytes;
  private String unfinishedLine = "";
  private TrainerPhase phase = TrainerPhase.STARTING;

  private TrainerProcess(
      Children children,
      KernelWidth kernels,
      Path data,
      String bootstrapServers,
      Duration commitInterval) {
    this.children = children;
    this.kernels = kernels;
    this.log = new DataDirectory(data).logs().resolve("carve-trainer.log");
    this.readBytes = log.toFile().length();
    this.process =
        children.start(
            data.getFileName().toString(),
            kernels,
            CarveMain.class,
            List.of(
                "trainer",
                "--data",
                data.toString(),
                "--bootstrap-servers",
                bootstrapServers,
                "--commit-interval",
                commitInterval.toMillis() + "ms"));
  }

  static TrainerProcess start(
      Children children,
      KernelWidth kernels,
      Path data,
      String bootstrapServers,
      Duration commitInterval) {
    return new TrainerProcess(children, kernels, data, bootstrapServers, commitInterval);
  }

  KernelWidth kernels() {
    return kernels;
  }

  /// Ms since the process was started.
  long ageMs() {
    return Duration.ofNanos(System.nanoTime() - startedNs).toMillis();
  }

  void awaitPhase(TrainerPhase wanted) {
    Patience.await(
        "the trainer's phase \"%s\"".formatted(wanted.text()),
        () -> phase().compareTo(wanted) >= 0);
  }

  /// What it is doing, or was doing when it ended.
  ///
  /// @throws VerificationFailedException if it ended by itself
  TrainerPhase phase() {
    readLog();
    if (!process.isAlive() && process.exitValue() != 0 && process.exitValue() < 128) {
      throw new VerificationFailedException(
          "the trainer must not end by itself: exit=%d, log=%s"
              .formatted(process.exitValue(), log));
    }
    return phase;
  }

  void kill() {
    children.kill(process);
  }

  void stop() {
    process.destroy();
    children.await(process);
  }

  private void readLog() {
    if (!Files.exists(log)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] fresh = new byte[Math.toIntExact(Math.max(0, file.length() - readBytes))];
      file.seek(readBytes);
      file.readFully(fresh);
      readBytes += fresh.length;
      String text = unfinishedLine + new String(fresh, UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(line -> phase = phase.after(line));
      unfinishedLine = text.substring(end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
