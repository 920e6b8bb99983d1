package dev.carve.core.network;

import dev.carve.core.optimizer.Adagrad;
import dev.carve.core.optimizer.Adam;
import dev.carve.core.optimizer.AdamW;
import dev.carve.core.optimizer.LearningRateSchedule;
import dev.carve.core.optimizer.LearningRateSchedule.Constant;
import dev.carve.core.optimizer.LearningRateSchedule.Cosine;
import dev.carve.core.optimizer.LearningRateSchedule.Exponential;
import dev.carve.core.optimizer.LearningRateSchedule.InverseTime;
import dev.carve.core.optimizer.LearningRateSchedule.Step;
import dev.carve.core.optimizer.LearningRateSchedule.WarmUp;
import dev.carve.core.optimizer.Optimizer;
import dev.carve.core.optimizer.RmsProp;
import dev.carve.core.optimizer.Sgd;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a spec as YAML: one key a line in the documented order, nothing left to a default.
final class ModelSpecWriter {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern RESERVED =
      Pattern.compile("null|true|false|yes|no|on|off|y|n", Pattern.CASE_INSENSITIVE);

  private ModelSpecWriter() {}

  static String write(ModelSpec spec) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("name: ").append(scalar(spec.name())).append('\n');
    yaml.append("inputs: ").append(inputs(spec.inputs())).append('\n');
    yaml.append("layers:").append(spec.layers().isEmpty() ? " []\n" : "\n");
    for (LayerSpec layer : spec.layers()) {
      yaml.append("  - {units: %d, activation: ".formatted(layer.units()))
          .append(layer.activation().specName())
          .append("}\n");
    }
    LearningRateSchedule schedule = spec.learningRateSchedule();
    yaml.append("classes: ").append(list(spec.classes())).append('\n');
    yaml.append("optimizer: {type: %s, ".formatted(spec.optimizer().specName()))
        .append("learning-rate: %s, ".formatted(schedule.initial()))
        .append(settings(spec.optimizer()))
        .append("}\n");
    yaml.append("learning-rate-schedule: {type: %s".formatted(schedule.specName()))
        .append(settings(schedule))
        .append("}\n");
    yaml.append("gradient-clip-norm: ")
        .append(
            spec.gradientClipNorm().isPresent()
                ? Double.toString(spec.gradientClipNorm().getAsDouble())
                : "null")
        .append('\n');
    yaml.append("batch-size: %d\n".formatted(spec.batchSize()));
    yaml.append("standardize: %b\n".formatted(spec.standardize()));
    yaml.append("seed: %d\n".formatted(spec.seed()));
    return yaml.toString();
  }

  private static String inputs(List<String> names) {
    return names.equals(ModelSpec.defaultInputNames(names.size()))
        ? Integer.toString(names.size())
        : list(names);
  }

  private static String settings(Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd(double momentum, boolean nesterov, double weightDecay) ->
          "momentum: %s, nesterov: %b, weight-decay: %s".formatted(momentum, nesterov, weightDecay);
      case RmsProp(double alpha, double epsilon, double momentum, double weightDecay) ->
          "alpha: %s, epsilon: %s, momentum: %s, weight-decay: %s"
              .formatted(alpha, epsilon, momentum, weightDecay);
      case Adagrad(double learningRateDecay, double epsilon, double weightDecay) ->
          "learning-rate-decay: %s, epsilon: %s, weight-decay: %s"
              .formatted(learningRateDecay, epsilon, weightDecay);
      case Adam(double beta1, double beta2, double epsilon, double weightDecay) ->
          adam(beta1, beta2, epsilon, weightDecay);
      case AdamW(double beta1, double beta2, double epsilon, double weightDecay) ->
          adam(beta1, beta2, epsilon, weightDecay);
    };
  }

  private static String adam(double beta1, double beta2, double epsilon, double weightDecay) {
    return "beta1: %s, beta2: %s, epsilon: %s, weight-decay: %s"
        .formatted(beta1, beta2, epsilon, weightDecay);
  }

  private static String settings(LearningRateSchedule schedule) {
    return switch (schedule) {
      case Constant _ -> "";
      case Step(_, long every, double factor) -> ", every: %d, factor: %s".formatted(every, factor);
      case Exponential(_, double halfLife) -> ", half-life: %s".formatted(halfLife);
      case Cosine(_, long steps, double minimum) ->
          ", steps: %d, minimum: %s".formatted(steps, minimum);
      case InverseTime(_, double halfLife) -> ", half-life: %s".formatted(halfLife);
      case WarmUp(long steps, LearningRateSchedule after) ->
          settings(after) + ", warm-up: %d".formatted(steps);
    };
  }

  private static String list(List<String> names) {
    return names.stream().map(ModelSpecWriter::scalar).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      return "\\" + Character.toString(codePoint);
    }
    boolean printable = codePoint >= ' ' && codePoint < 0x7f;
    return printable || Character.isLetterOrDigit(codePoint)
        ? Character.toString(codePoint)
        : "\\U%08x".formatted(codePoint);
  }
}
