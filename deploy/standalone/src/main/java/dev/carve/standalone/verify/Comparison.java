package dev.carve.standalone.verify;

import dev.carve.core.evaluation.PrequentialFigures;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.TrainingMetrics;
import dev.carve.standalone.verify.RunOutcome.Model;
import dev.carve.standalone.verify.RunOutcome.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Holds what the killed run has committed against the undisturbed run, bit by bit.
final class Comparison {
  private final MinibatchStream stream;
  private final RunOutcome undisturbed;
  private final RunOutcome killed;

  Comparison(MinibatchStream stream, RunOutcome undisturbed, RunOutcome killed) {
    this.stream = stream;
    this.undisturbed = undisturbed;
    this.killed = killed;
  }

  List<Check> run() {
    List<Check> checks = new ArrayList<>();
    undisturbed
        .models()
        .forEach((name, expected) -> {
          Model actual = killed.models().get(name);
          if (actual == null) {
            checks.add(new Check(name + ": model", 0, Optional.of("it is missing")));
          } else {
            compare(name, expected, actual, checks);
          }
        });
    return checks;
  }

  private void compare(String name, Model expected, Model actual, List<Check> checks) {
    ParameterSnapshot wanted = expected.state().read().toSnapshot();
    ParameterSnapshot found = actual.state().read().toSnapshot();
    checks.add(steps(name, actual));
    checks.add(
        floats(name + ": parameters", wanted.parameters().array(), found.parameters().array()));
    checks.add(
        equal(
            name + ": standardiser",
            1 + 2L * wanted.inputStatistics().mean().length,
            wanted.inputStatistics(),
            found.inputStatistics()));
    checks.add(
        equal(
            name + ": prequential figures",
            expected.lastMetrics().stream().mapToLong(Comparison::figures).sum(),
            expected.lastMetrics(),
            actual.lastMetrics()));
    checks.add(
        bytes(
            name + ": whole state, with optimiser and windows",
            expected.state().bytes(),
            actual.state().bytes()));
    checks.add(snapshots(name, expected.snapshots(), actual.snapshots()));
  }

  /// Every step committed once, in order: none lost, none taken twice.
  private Check steps(String name, Model actual) {
    String what = name + ": every step once, in order";
    long last = stream.stepsOf(name);
    List<Snapshot> snapshots = actual.snapshots();
    for (int i = 0; i < snapshots.size(); i++) {
      if (snapshots.get(i).step() != i) {
        return new Check(
            what,
            i,
            Optional.of("step %,d where %,d should be".formatted(snapshots.get(i).step(), i)));
      }
    }
    return new Check(
        what,
        last,
        snapshots.size() == last + 1
            ? Optional.empty()
            : Optional.of("steps end at %,d of %,d".formatted(snapshots.size() - 1, last)));
  }

  private static long figures(TrainingMetrics metrics) {
    return 3L * PrequentialFigures.class.getRecordComponents().length + metrics.confusion().size();
  }

  private static Check snapshots(String name, List<Snapshot> expected, List<Snapshot> actual) {
    Map<Long, String> wanted =
        expected.stream().collect(Collectors.toMap(Snapshot::step, Snapshot::digest));
    Optional<String> difference =
        actual.stream()
            .filter(snapshot -> !snapshot.digest().equals(wanted.get(snapshot.step())))
            .map(snapshot -> "step %,d".formatted(snapshot.step()))
            .findFirst();
    return new Check(name + ": committed snapshots, to the byte", actual.size(), difference);
  }

  private static Check floats(String what, float[] expected, float[] actual) {
    int at = 0;
    while (at < Math.min(expected.length, actual.length)
        && Float.floatToRawIntBits(expected[at]) == Float.floatToRawIntBits(actual[at])) {
      at++;
    }
    boolean identical = at == expected.length && at == actual.length;
    return new Check(
        what,
        expected.length,
        identical ? Optional.empty() : Optional.of("value %,d".formatted(at)));
  }

  private static Check bytes(String what, byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    return new Check(
        what, expected.length, at < 0 ? Optional.empty() : Optional.of("byte %,d".formatted(at)));
  }

  private static Check equal(String what, long values, Object expected, Object actual) {
    return new Check(
        what,
        values,
        Objects.equals(expected, actual)
            ? Optional.empty()
            : Optional.of("expected %s, found %s".formatted(expected, actual)));
  }
}
