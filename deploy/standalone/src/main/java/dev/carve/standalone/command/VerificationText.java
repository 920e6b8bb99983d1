package dev.carve.standalone.command;

import dev.carve.standalone.verify.Check;
import dev.carve.standalone.verify.KillReport;
import dev.carve.standalone.verify.VerificationReport;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;

/// What a verification found, for people.
final class VerificationText {
  private VerificationText() {}

  static void print(VerificationReport report, PrintWriter out) {
    out.println();
    kills(report.kills(), out);
    out.println();
    checks(report.checks(), out);
    out.println();
    out.println(restarts("after a clean stop", report.stopRestartsMs(), 2));
    out.println(restarts("after SIGKILL", report.killRestartsMs(), 10));
    report
        .takeoverMs()
        .ifPresent(ms -> out.println("Takeover by another trainer: %.1f s".formatted(ms / 1000.0)));
    out.println();
    long failed = report.checks().stream().filter(check -> !check.isPassed()).count();
    out.println(
        failed == 0
            ? "Identical: %,d steps, %d kills, %.0f s."
                .formatted(report.steps(), report.kills().size(), report.seconds())
            : "NOT IDENTICAL: %d of %d comparisons differ."
                .formatted(failed, report.checks().size()));
    out.flush();
  }

  private static void kills(List<KillReport> kills, PrintWriter out) {
    Table table =
        new Table("kill", "what", "aimed at", "it was", "with", "transactions", "steps committed");
    for (KillReport kill : kills) {
      table.add(
          Integer.toString(kill.number()),
          kill.what(),
          kill.aimed(),
          kill.phase(),
          kill.kernels(),
          kill.transactions(),
          "%,d".formatted(kill.step()));
    }
    table.print(out);
  }

  private static void checks(List<Check> checks, PrintWriter out) {
    Table table = new Table("compared", "values", "result");
    for (Check check : checks) {
      table.add(
          check.what(),
          "%,d".formatted(check.values()),
          check
              .difference()
              .map(where -> "DIFFERS at " + where)
              .orElse(check.isPassed() ? "identical" : "NOTHING TO COMPARE"));
    }
    table.print(out);
  }

  private static String restarts(String when, List<Long> ms, int targetSeconds) {
    if (ms.isEmpty()) {
      return "Restart %s: not measured".formatted(when);
    }
    List<Long> sorted = ms.stream().sorted().toList();
    return "Restart %s, until steps are committed again: median %.1f s, longest %.1f s, %d times (target: < %d s)"
        .formatted(
            when,
            sorted.get(sorted.size() / 2) / 1000.0,
            Collections.max(ms) / 1000.0,
            ms.size(),
            targetSeconds);
  }
}
