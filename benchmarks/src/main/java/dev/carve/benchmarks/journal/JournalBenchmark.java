package dev.carve.benchmarks.journal;

import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.Topics;
import dev.carve.core.surface.SurfacePlane;
import dev.carve.sampler.journal.JournalEntry;
import dev.carve.sampler.journal.RunJournal;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunReader;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.sampling.FrameEvaluation;
import dev.carve.standalone.benchmark.BenchmarkRunException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// What does a snapshot cost in the journal of a long run, how long does it take from any step to
/// its frame, and how many frames a second can be replayed?
public final class JournalBenchmark {
  private static final String RUN = "benchmark-1";
  private static final int GRID_POINTS = 64;

  // A million snapshots in ten days: a seek has several files to choose from.
  private static final Duration INTERVAL = Duration.ofMillis(864);
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final long PROGRESS_INTERVAL = 100_000;

  private final Path directory;
  private final Consumer<String> progress;

  /// How much is measured.
  ///
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param snapshots how many the run has
  /// @param seeks to random steps of the open run
  /// @param opens of the run, with a seek each
  /// @param frames that are replayed
  public record Plan(String network, int snapshots, int seeks, int opens, int frames) {}

  /// A benchmark.
  ///
  /// @param directory where the journal lies
  /// @param progress is told what happens
  public JournalBenchmark(Path directory, Consumer<String> progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /// Measures one run.
  ///
  /// @param plan how much
  /// @return what it cost
  public JournalResult run(Plan plan) {
    Path journal = directory.resolve("journal-" + plan.network().replace(' ', '-'));
    TrainedSnapshots snapshots = new TrainedSnapshots(plan.network(), RUN);
    double appendsPerSecond = append(plan, journal, snapshots);
    try (RunLibrary library = new RunLibrary(journal, InstantSource.system())) {
      RunSummary summary =
          library
              .find(RUN)
              .orElseThrow(() -> new BenchmarkRunException("the run must be found: run=" + RUN));
      requireEqual(plan.snapshots(), summary.snapshots());
      SplittableRandom random = new SplittableRandom(11);
      List<Double> openMs = opens(plan, library, random);
      List<Double> seekMs = seeks(plan, library, random);
      return new JournalResult(
          plan.network(),
          summary.snapshots(),
          days(plan),
          snapshots.parameterBytes(),
          (double) summary.bytes() / summary.snapshots(),
          appendsPerSecond,
          openMs,
          seekMs,
          entriesPerSecond(plan, library),
          framesPerSecond(plan, library));
    }
  }

  private static int days(Plan plan) {
    return (int) INTERVAL.multipliedBy(plan.snapshots() - 1L).toDays() + 1;
  }

  private double append(Plan plan, Path journal, TrainedSnapshots snapshots) {
    long intervalUs = INTERVAL.toNanos() / 1_000;
    Instant[] now = {BEGIN};
    ParameterSnapshot first = snapshots.next(intervalUs);
    SurfacePlane plane = snapshots.plane(first);
    long appendingNs = 0;
    try (RunJournal appender = RunJournal.open(journal, first, () -> now[0])) {
      ParameterSnapshot next = first;
      for (int i = 0; i < plan.snapshots(); i++) {
        now[0] = BEGIN.plusNanos(1_000 * intervalUs * i);
        long beganNs = System.nanoTime();
        appender.append(next, plane);
        appendingNs += System.nanoTime() - beganNs;
        next = snapshots.next(intervalUs);
        if ((i + 1) % PROGRESS_INTERVAL == 0) {
          progress.accept("journal: %,d snapshots appended".formatted(i + 1));
        }
      }
    }
    return 1e9 * plan.snapshots() / appendingNs;
  }

  private static void requireEqual(long expected, long actual) {
    if (expected != actual) {
      throw new BenchmarkRunException(
          "the journal must hold every snapshot: appended=%d, found=%d"
              .formatted(expected, actual));
    }
  }

  private List<Double> opens(Plan plan, RunLibrary library, SplittableRandom random) {
    progress.accept("journal: %,d times from a closed run to a frame".formatted(plan.opens()));
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < plan.opens(); i++) {
      long step = 1 + random.nextLong(plan.snapshots());
      long beganNs = System.nanoTime();
      try (RunReader reader = library.open(RUN)) {
        frame(reader, new FrameEvaluation(GRID_POINTS), step);
        times.add((System.nanoTime() - beganNs) / 1e6);
      }
    }
    Collections.sort(times);
    return times;
  }

  private List<Double> seeks(Plan plan, RunLibrary library, SplittableRandom random) {
    progress.accept("journal: %,d times from any step to its frame".formatted(plan.seeks()));
    List<Double> times = new ArrayList<>();
    FrameEvaluation evaluation = new FrameEvaluation(GRID_POINTS);
    try (RunReader reader = library.open(RUN)) {
      for (int i = 0; i < plan.seeks(); i++) {
        long step = 1 + random.nextLong(plan.snapshots());
        long beganNs = System.nanoTime();
        frame(reader, evaluation, step);
        times.add((System.nanoTime() - beganNs) / 1e6);
      }
    }
    Collections.sort(times);
    return times;
  }

  private static void frame(RunReader reader, FrameEvaluation evaluation, long step) {
    JournalEntry entry = reader.at(step).orElseThrow();
    requireEqual(step, entry.step());
    if (Topics.FRAMES.codec().encode(evaluation.evaluate(entry)).length == 0) {
      throw new BenchmarkRunException("a frame must have bytes: step=" + step);
    }
  }

  private static double entriesPerSecond(Plan plan, RunLibrary library) {
    long wanted = Math.min(plan.snapshots(), 20L * plan.frames());
    try (RunReader reader = library.open(RUN)) {
      long beganNs = System.nanoTime();
      long read = 0;
      for (var entry = reader.at(0); entry.isPresent() && read < wanted; entry = reader.next()) {
        read++;
      }
      return 1e9 * read / (System.nanoTime() - beganNs);
    }
  }

  private static double framesPerSecond(Plan plan, RunLibrary library) {
    FrameEvaluation evaluation = new FrameEvaluation(GRID_POINTS);
    try (RunReader reader = library.open(RUN)) {
      long beganNs = System.nanoTime();
      long bytes = 0;
      int frames = 0;
      for (var entry = reader.at(0);
          entry.isPresent() && frames < plan.frames();
          entry = reader.next()) {
        bytes += Topics.FRAMES.codec().encode(evaluation.evaluate(entry.get())).length;
        frames++;
      }
      long elapsedNs = System.nanoTime() - beganNs;
      if (bytes == 0) {
        throw new BenchmarkRunException("frames must have bytes: frames=" + frames);
      }
      return 1e9 * frames / elapsedNs;
    }
  }
}
