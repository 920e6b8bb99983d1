package dev.carve.benchmarks.replay;

import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import dev.carve.benchmarks.measurement.Median;
import dev.carve.benchmarks.replay.ReplayViewerMain.Seen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How many frames a second does a viewer get of a replay as fast as possible, from the journal to
/// the end of the WebSocket, on the default grid?
///
/// @param network sizes of the layers, and the activation of the hidden ones
/// @param framesPerSecond forwards, median of the rounds
/// @param backwardsPerSecond backwards, median of the rounds
/// @param frameBytes of one frame
/// @param forwards each round
/// @param backwards each round
public record ReplayResult(
    String network,
    double framesPerSecond,
    double backwardsPerSecond,
    double frameBytes,
    List<Seen> forwards,
    List<Seen> backwards) {

  /// {@return measures it}
  ///
  /// @param directory where journal and logs lie
  /// @param network sizes of the layers, and the activation of the hidden ones
  /// @param snapshots how many the run has
  /// @param rounds how many, after two to warm up
  public static ReplayResult measure(Path directory, String network, int snapshots, int rounds) {
    Path journal = directory.resolve("replay-journal");
    RecordedRun.write(journal, network, snapshots);
    List<Seen> forwards = new ArrayList<>();
    List<Seen> backwards = new ArrayList<>();
    try (ChildJvm server =
            ChildJvm.start(
                Command.like("replay server", ReplayServerMain.class, journal.toString()),
                directory);
        ChildJvm viewer =
            ChildJvm.start(Command.like("replay viewer", ReplayViewerMain.class), directory)) {
      String port = Integer.toString(server.ask(Integer.class, "port"));
      for (int round = -2; round < rounds; round++) {
        Seen there = viewer.ask(Seen.class, "replay", port, "speed=0");
        Seen back = viewer.ask(Seen.class, "replay", port, "speed=0&backwards=true");
        if (round >= 0) {
          forwards.add(there);
          backwards.add(back);
        }
      }
    }
    return new ReplayResult(
        network,
        Median.of(forwards, ReplayResult::perSecond),
        Median.of(backwards, ReplayResult::perSecond),
        Median.of(forwards, seen -> (double) seen.bytes() / seen.frames()),
        forwards,
        backwards);
  }

  private static double perSecond(Seen seen) {
    return 1e9 * seen.frames() / seen.elapsedNs();
  }
}
