package dev.carve.benchmarks.browser;

import dev.carve.benchmarks.measurement.Answers;
import dev.carve.core.event.ControlCommand;
import dev.carve.core.network.ModelSpec;
import dev.carve.standalone.demo.Demo;
import dev.carve.standalone.demo.DemoPlan;
import dev.carve.standalone.demo.DemoSpecs;
import dev.carve.standalone.model.ModelCommands;
import dev.carve.standalone.storage.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The process of a demo on two spirals. It answers `url` and `reset`, which begins another run.
public final class DemoMain {
  /// What its model is called.
  static final String MODEL = "two-spirals";

  private static final double MINIBATCHES_PER_SECOND = 200;

  private DemoMain() {}

  /// Serves until standard input ends.
  ///
  /// @param arguments directory, units of the hidden layers separated by commas, points along each
  ///   side of a surface
  /// @throws IOException if standard input cannot be read
  public static void main(String[] arguments) throws IOException {
    ModelSpec spec = spec(arguments[1]);
    DataDirectory data = new DataDirectory(Path.of(arguments[0]));
    DemoPlan plan =
        new DemoPlan(
            data,
            spec,
            MODEL,
            DemoSpecs.stream(MODEL),
            MINIBATCHES_PER_SECOND,
            Integer.parseInt(arguments[2]),
            0,
            0,
            false);
    try (Demo demo = Demo.start(plan);
        ModelCommands commands =
            new ModelCommands(
                demo.bootstrapServers(), ModelCommands.USUAL_TIMEOUT, InstantSource.system())) {
      Answers.serve(question ->
          switch (question[0]) {
            case "url" -> demo.url().toString();
            case "reset" -> commands.ask(MODEL, ControlCommand.Type.RESET).run();
            case "freeze" -> commands.ask(MODEL, ControlCommand.Type.FREEZE).run();
            default -> throw new IllegalArgumentException("unknown question: " + question[0]);
          });
    }
  }

  private static ModelSpec spec(String hidden) {
    String layers =
        Arrays.stream(hidden.split(",", -1))
            .map(units -> "  - {units: %s, activation: tanh}\n".formatted(units))
            .collect(Collectors.joining());
    return ModelSpec.parse(
        """
        name: %s
        inputs: [x, y]
        layers:
        %sclasses: [orange, blue]
        optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9}
        batch-size: 32
        seed: 42
        """
            .formatted(MODEL, layers));
  }
}
