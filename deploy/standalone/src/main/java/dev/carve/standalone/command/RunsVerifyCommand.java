package dev.carve.standalone.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunCondition;
import dev.carve.sampler.journal.RunCondition.Damage;
import dev.carve.sampler.journal.RunVerification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks for damage in a recorded run.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Examines every entry of a recorded run and says what is damaged and lost.",
      "Exit code 1 if anything is.",
    },
    footer = {"", "Example:", "  carve runs verify two-spirals-20260131-120000-000 --json"})
final class RunsVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Its name, as `carve runs list` shows it.")
  private String name = "";

  @Option(names = "--json", description = "For machines.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RunCondition condition = verify(data.open("carve-runs").journal());
    if (json) {
      Json.print(spec, toJson(condition));
    } else {
      print(condition);
    }
    return condition.isSound() ? 0 : 1;
  }

  private RunCondition verify(Path journal) {
    try (TerminalBar bar = TerminalBar.begin("Verifying")) {
      return RunVerification.verify(
          journal,
          name,
          entries -> bar.show(OptionalDouble.empty(), "%,d entries".formatted(entries)));
    } catch (NoSuchRunException e) {
      throw RunName.missing(name, journal);
    }
  }

  private void print(RunCondition condition) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "%s: %,d snapshots, steps %,d to %,d, and %,d metrics and events can be read; %s"
            .formatted(
                condition.run(),
                condition.entries(),
                condition.firstStep(),
                condition.lastStep(),
                condition.notes(),
                condition.isSound() ? "nothing is damaged" : "damage:"));
    condition.damage().forEach(damage -> out.println(text(damage)));
    out.flush();
  }

  private static String text(Damage damage) {
    if (!damage.losesSnapshots()) {
      return "  %s: %s%s"
          .formatted(
              damage.file(),
              damage.what(),
              damage.excerpts() > 0 ? "; %,d lost".formatted(damage.excerpts()) : "");
    }
    String steps =
        damage.toStep() == Long.MAX_VALUE
            ? "all from step %,d on".formatted(damage.fromStep())
            : "those from step %,d to %,d".formatted(damage.fromStep(), damage.toStep());
    return "  %s: %s; lost are %s%s"
        .formatted(
            damage.file(),
            damage.what(),
            steps,
            damage.excerpts() > 0 ? ", %,d snapshots".formatted(damage.excerpts()) : "");
  }

  private static ObjectNode toJson(RunCondition condition) {
    ObjectNode root =
        Json.object()
            .put("run", condition.run())
            .put("sound", condition.isSound())
            .put("snapshots", condition.entries())
            .put("notes", condition.notes())
            .put("firstStep", condition.firstStep())
            .put("lastStep", condition.lastStep());
    ArrayNode array = root.putArray("damage");
    for (Damage damage : condition.damage()) {
      ObjectNode node =
          array
              .addObject()
              .put("file", damage.file())
              .put("what", damage.what())
              .put("lost", damage.excerpts());
      if (damage.losesSnapshots()) {
        node.put("fromStep", damage.fromStep());
        if (damage.toStep() != Long.MAX_VALUE) {
          node.put("toStep", damage.toStep());
        }
      }
    }
    return root;
  }
}
