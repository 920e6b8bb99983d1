package dev.carve.standalone.demo;

import dev.carve.core.event.Topics;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.model.TopicRecords;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One line on a terminal that tells how the training of a model goes, written over and over.
public final class StatusLine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StatusLine.class);
  private static final String BEGINNING_OF_LINE = "\r\033[K";
  private static final long CLOSE_TIMEOUT_MS = 500;
  private static final Duration RATE_TIME = Duration.ofSeconds(3);

  private final String model;
  private final String bootstrapServers;
  private final PrintWriter terminal;
  private final Thread thread;
  private final Deque<TrainingMetrics> recent = new ArrayDeque<>(); // owned by the thread
  private volatile boolean closed;

  private StatusLine(String bootstrapServers, String model, PrintWriter terminal) {
    this.model = model;
    this.bootstrapServers = bootstrapServers;
    this.terminal = terminal;
    this.thread = Thread.ofPlatform().daemon().name("carve-status").unstarted(this::run);
  }

  /// Shows a model from now on.
  ///
  /// @param bootstrapServers where Kafka is
  /// @param model the model's name
  /// @param terminal where the line is written
  /// @return what ends it
  public static StatusLine start(String bootstrapServers, String model, PrintWriter terminal) {
    StatusLine line = new StatusLine(bootstrapServers, model, terminal);
    line.thread.start();
    return line;
  }

  /// Takes the line away.
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    terminal.print(BEGINNING_OF_LINE);
    terminal.flush();
  }

  private void run() {
    try (TopicRecords<TrainingMetrics> metrics =
        new TopicRecords<>(bootstrapServers, Topics.METRICS)) {
      while (!closed) {
        metrics.readNew(this::show);
      }
    } catch (KafkaException e) {
      log.info("No status line any more", e);
    }
  }

  private void show(TrainingMetrics metrics) {
    if (metrics.model().equals(model) && !closed) {
      recent.add(metrics);
      while (recent.getFirst().time().isBefore(metrics.time().minus(RATE_TIME))) {
        recent.remove();
      }
      terminal.print(BEGINNING_OF_LINE + text(recent.getFirst(), metrics));
      terminal.flush();
    }
  }

  /// What the line says.
  ///
  /// @param earlier figures from a little earlier, for the rate
  /// @param metrics the newest figures
  static String text(TrainingMetrics earlier, TrainingMetrics metrics) {
    long elapsedMs = Duration.between(earlier.time(), metrics.time()).toMillis();
    return "%s · step %,d · %,.0f steps/s · accuracy %.1f %%%s"
        .formatted(
            metrics.model(),
            metrics.step(),
            elapsedMs <= 0 ? 0 : (metrics.step() - earlier.step()) * 1e3 / elapsedMs,
            100 * metrics.fading().accuracy(),
            switch (metrics.state()) {
              case TRAINING -> "";
              case FROZEN -> " · frozen";
              case DIVERGED -> " · diverged";
            });
  }
}
