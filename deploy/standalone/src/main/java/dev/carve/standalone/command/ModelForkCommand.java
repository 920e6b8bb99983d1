package dev.carve.standalone.command;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.network.ModelSpec;
import dev.carve.sampler.journal.NoSuchRunException;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunSummary;
import dev.carve.sampler.replay.MinibatchConsumer;
import dev.carve.sampler.replay.MinibatchesUnavailableException;
import dev.carve.sampler.replay.NoSuchStepException;
import dev.carve.sampler.replay.StepLostException;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.standalone.config.NearestName;
import dev.carve.standalone.model.ModelCommands;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes a new model that goes on from a step of a recorded run.
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a new model that goes on from any step of a recorded run, exactly.",
      "It trains on the same minibatches from there on, and follows the stream of the run's model.",
    },
    footer = {
      "",
      "Examples:",
      "  carve model fork two-spirals-20260131-120000-000@12000 --name slower \\",
      "      --set optimizer.learning-rate=0.01",
      "  carve model fork two-spirals-20260131-120000-000@0 --name adam --set optimizer.type=adam",
    })
final class ModelForkCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN@STEP",
      description = "A run as `carve runs list` shows it, and a step of it.")
  private String origin = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the new model is called.")
  private String name = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A key of the spec with another value, as often as you like.")
  private List<String> changes = new ArrayList<>();

  @Mixin private BrokerOption broker = new BrokerOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    int at = origin.lastIndexOf('@');
    String run = origin.substring(0, Math.max(at, 0));
    long step = step(origin.substring(at + 1));
    try (RunLibrary library =
        new RunLibrary(data.open("carve-model").journal(), InstantSource.system())) {
      RunSummary summary = library.find(run).orElseThrow(() -> missing(library, run));
      ModelSpec forked = SpecChanges.apply(ModelSpec.parse(summary.spec()), name, changes);
      String bootstrapServers = broker.connected();
      fork(forked, snapshot(library, bootstrapServers, run, step), bootstrapServers);
    }
    return 0;
  }

  private long step(String text) {
    try {
      long step = Long.parseLong(text.replace(",", ""));
      if (step >= 0 && origin.indexOf('@') > 0) {
        return step;
      }
    } catch (NumberFormatException e) {
      throw notRunAtStep(e);
    }
    throw notRunAtStep(null);
  }

  private CommandFailedException notRunAtStep(@Nullable NumberFormatException cause) {
    String text = "the first argument must be RUN@STEP, a run and a step of it: " + origin;
    return cause == null
        ? CommandFailedException.badUsage(text)
        : CommandFailedException.badUsage(text, cause);
  }

  private static ParameterSnapshot snapshot(
      RunLibrary library, String bootstrapServers, String run, long step) {
    try {
      return new StepReconstruction(library, MinibatchConsumer.of(bootstrapServers))
          .toGoOnFrom(run, step)
          .snapshot();
    } catch (NoSuchStepException e) {
      throw CommandFailedException.badUsage(String.valueOf(e.getMessage()), e);
    } catch (StepLostException | MinibatchesUnavailableException | NoSuchRunException e) {
      throw CommandFailedException.failure(String.valueOf(e.getMessage()), e);
    }
  }

  private void fork(ModelSpec forked, ParameterSnapshot snapshot, String bootstrapServers) {
    try (ModelCommands commands =
        new ModelCommands(bootstrapServers, ModelCommands.USUAL_TIMEOUT, InstantSource.system())) {
      ModelEvent answer = commands.fork(forked, snapshot);
      spec.commandLine().getOut().println("%s Run %s.".formatted(answer.text(), answer.run()));
    }
  }

  private static CommandFailedException missing(RunLibrary library, String run) {
    List<String> names = library.runs().stream().map(RunSummary::run).toList();
    return CommandFailedException.badUsage(
        "no such run%s run=%s; `carve runs list` names them"
            .formatted(NearestName.suggestion(run, names), run));
  }
}
