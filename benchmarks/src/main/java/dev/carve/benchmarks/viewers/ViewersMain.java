package dev.carve.benchmarks.viewers;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.measurement.Slice;
import dev.carve.benchmarks.measurement.Stopwatch;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// The process of all viewers. It answers `open PORT MODEL COUNT STALLED` (so many that read, and
/// so many that do not), `watch SECONDS` (what they saw) and `close`. Viewers read only while it
/// answers.
public final class ViewersMain {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SELECT_MS = 50;
  private static final long SIGN_OF_LIFE_NS = 20_000_000_000L;
  private static final long PATIENCE_NS = 60_000_000_000L;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final List<FrameViewer> viewers = new ArrayList<>();
  private final List<FrameViewer> stalled = new ArrayList<>();
  private final FrameTally all = new FrameTally();
  private long signOfLifeNs = System.nanoTime();

  private ViewersMain(Selector selector) {
    this.selector = selector;
  }

  /// What the viewers saw.
  ///
  /// @param slice frames of all of them, and what it took to read them
  /// @param published how many different frames there were
  /// @param bytes of all frames
  /// @param fewestFrames of any viewer
  /// @param medianFrames of a viewer
  /// @param longestPauseMs without a frame, of any viewer
  /// @param medianMs latency of a frame: since its newest minibatch was due
  /// @param p99Ms latency that one frame in a hundred exceeds
  /// @param mostMs highest latency
  public record Seen(
      Slice slice,
      long published,
      long bytes,
      long fewestFrames,
      double medianFrames,
      long longestPauseMs,
      double medianMs,
      double p99Ms,
      double mostMs) {}

  /// Serves until standard input ends.
  ///
  /// @param arguments none
  /// @throws IOException if standard input or a connection cannot be read
  public static void main(String[] arguments) throws IOException {
    try (Selector selector = Selector.open()) {
      ViewersMain main = new ViewersMain(selector);
      Answers.serve(main::answer);
      main.close();
    }
  }

  private Object answer(String... question) throws IOException {
    return switch (question[0]) {
      case "open" ->
          open(
              Integer.parseInt(question[1]),
              question[2],
              Integer.parseInt(question[3]),
              Integer.parseInt(question[4]));
      case "watch" -> watch(1_000_000_000L * Long.parseLong(question[1]));
      case "close" -> close();
      default -> throw new IllegalArgumentException("unknown question: " + question[0]);
    };
  }

  private int open(int port, String model, int count, int stalledCount) throws IOException {
    for (int i = 0; i < count; i++) {
      FrameViewer viewer = FrameViewer.open(port, model, all);
      viewer.register(selector);
      viewers.add(viewer);
      selectOnce(0);
    }
    for (int i = 0; i < stalledCount; i++) {
      stalled.add(FrameViewer.open(port, model, all));
    }
    long beganNs = System.nanoTime();
    while (viewers.stream().anyMatch(viewer -> viewer.tally().frames() == 0)) {
      if (System.nanoTime() - beganNs > PATIENCE_NS) {
        throw new BenchmarkRunException("every viewer must get a frame: viewers=" + count);
      }
      selectOnce(SELECT_MS);
    }
    return viewers.size();
  }

  private Seen watch(long durationNs) throws IOException {
    all.clear();
    viewers.forEach(viewer -> viewer.tally().clear());
    Stopwatch stopwatch = new Stopwatch(Thread.currentThread());
    while (stopwatch.elapsedNs() < durationNs) {
      selectOnce(SELECT_MS);
    }
    long nowMs = System.currentTimeMillis();
    return new Seen(
        stopwatch.read(all.frames()),
        all.published(),
        all.bytes(),
        viewers.stream().mapToLong(viewer -> viewer.tally().frames()).min().orElse(0),
        Median.of(viewers, viewer -> (double) viewer.tally().frames()),
        viewers.stream().mapToLong(viewer -> viewer.tally().longestPauseMs(nowMs)).max().orElse(0),
        all.latencies().percentileMs(0.5),
        all.latencies().percentileMs(0.99),
        all.latencies().percentileMs(1));
  }

  private void selectOnce(long timeoutMs) throws IOException {
    long nowNs = System.nanoTime();
    if (nowNs - signOfLifeNs > SIGN_OF_LIFE_NS) {
      signOfLifeNs = nowNs;
      stalled.forEach(FrameViewer::pong);
    }
    IOException[] failure = new IOException[1];
    int _ =
        timeoutMs == 0
            ? selector.selectNow(key -> read((FrameViewer) key.attachment(), failure))
            : selector.select(key -> read((FrameViewer) key.attachment(), failure), timeoutMs);
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private void read(FrameViewer viewer, IOException[] failure) {
    try {
      viewer.read(buffer, System.currentTimeMillis());
    } catch (IOException e) {
      failure[0] = e;
    }
  }

  private int close() throws IOException {
    for (FrameViewer viewer : viewers) {
      viewer.close();
    }
    for (FrameViewer viewer : stalled) {
      viewer.close();
    }
    int count = viewers.size() + stalled.size();
    viewers.clear();
    stalled.clear();
    int _ = selector.selectNow();
    return count;
  }
}
