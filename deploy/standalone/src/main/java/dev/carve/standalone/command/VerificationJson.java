package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.standalone.verify.Check;
import dev.carve.standalone.verify.KillReport;
import dev.carve.standalone.verify.VerificationReport;

/// What a verification found, for machines.
final class VerificationJson {
  private VerificationJson() {}

  static ObjectNode of(VerificationReport report) {
    ObjectNode node = Json.object();
    node.put("identical", report.isIdentical());
    node.put("steps", report.steps());
    node.put("seconds", report.seconds());
    ArrayNode kills = node.putArray("kills");
    report.kills().forEach(kill -> kills.add(of(kill)));
    ArrayNode checks = node.putArray("checks");
    report.checks().forEach(check -> checks.add(of(check)));
    ArrayNode stops = node.putArray("restartAfterStopMs");
    report.stopRestartsMs().forEach(stops::add);
    ArrayNode killed = node.putArray("restartAfterKillMs");
    report.killRestartsMs().forEach(killed::add);
    report.takeoverMs().ifPresent(ms -> node.put("takeoverMs", ms));
    return node;
  }

  private static ObjectNode of(KillReport kill) {
    return Json.object()
        .put("number", kill.number())
        .put("what", kill.what())
        .put("aimedAt", kill.aimed())
        .put("phase", kill.phase())
        .put("kernels", kill.kernels())
        .put("transactions", kill.transactions())
        .put("stepsCommitted", kill.step());
  }

  private static ObjectNode of(Check check) {
    ObjectNode node =
        Json.object()
            .put("what", check.what())
            .put("values", check.values())
            .put("identical", check.isPassed());
    check.difference().ifPresent(where -> node.put("differsAt", where));
    return node;
  }
}
