package dev.carve.core.network;

import static dev.carve.core.network.YamlMapping.Range.FRACTION;
import static dev.carve.core.network.YamlMapping.Range.NOT_NEGATIVE;
import static dev.carve.core.network.YamlMapping.Range.POSITIVE;
import static dev.carve.core.network.YamlMapping.Range.SHRINKING;

import dev.carve.core.network.InvalidModelSpecException.Mistake;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a spec from YAML.
///
/// It looks at YAML's nodes rather than at ready objects, since nodes know their lines; a mistake
/// is noted with its line and reading goes on with the default, so that all mistakes are found at
/// once.
final class ModelSpecReader {
  private static final long MAXIMUM_STEPS = 1_000_000_000_000L;
  private static final int MAXIMUM_DEPTH = 16;
  private static final List<String> ACTIVATIONS =
      Arrays.stream(Activation.values()).map(Activation::specName).toList();
  private static final List<String> OPTIMIZERS =
      List.of("sgd", "rmsprop", "adagrad", "adam", "adamw");
  private static final List<String> SCHEDULES =
      List.of("constant", "step", "exponential", "cosine", "inverse-time");

  private final List<Mistake> mistakes = new ArrayList<>();

  private ModelSpecReader() {}

  static ModelSpec read(String yaml) {
    return new ModelSpecReader().readDocument(yaml);
  }

  private ModelSpec readDocument(String yaml) {
    Optional<Node> root = compose(yaml);
    if (root.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(
          new Mistake(1, "the spec is empty: name, inputs, layers and classes must be there"));
    }
    Optional<ModelSpec> spec = root.flatMap(this::readSpec);
    if (!mistakes.isEmpty()) {
      mistakes.sort(Comparator.comparingInt(Mistake::line));
      throw new InvalidModelSpecException(mistakes);
    }
    return spec.orElseThrow();
  }

  private Optional<Node> compose(String yaml) {
    LoadSettings settings = LoadSettings.builder().setLabel("model spec").build();
    try {
      return isTooDeep(new Parse(settings).parseString(yaml))
          ? Optional.empty()
          : new Compose(settings).composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      mistakes.add(new Mistake(line, "not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      mistakes.add(new Mistake(1, "not YAML: " + e.getMessage()));
    }
    return Optional.empty();
  }

  /// Nodes are composed by recursion, which text of brackets alone would drive beyond the stack;
  /// events come one after the other.
  private boolean isTooDeep(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > MAXIMUM_DEPTH) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        mistakes.add(
            new Mistake(line, "lists and mappings are more than %d deep".formatted(MAXIMUM_DEPTH)));
        return true;
      }
    }
    return false;
  }

  private Optional<ModelSpec> readSpec(Node root) {
    YamlMapping top = YamlMapping.of(root, "", mistakes);
    top.allow(
        "name",
        "inputs",
        "layers",
        "classes",
        "optimizer",
        "learning-rate-schedule",
        "gradient-clip-norm",
        "batch-size",
        "standardize",
        "seed");
    String name = top.text("name", ModelSpec.NAME, ModelSpec.NAME_RULE);
    List<String> inputs = readInputs(top);
    List<LayerSpec> layers = readLayers(top);
    List<String> classes =
        top.names("classes", 2, ModelSpec.MAXIMUM_CLASSES, "a list of %d to %d names");
    Descent descent = readOptimizer(top.mapping("optimizer"));
    LearningRateSchedule schedule =
        readSchedule(top.mapping("learning-rate-schedule"), descent.learningRate());
    OptionalDouble clip = top.optionalNumber("gradient-clip-norm", POSITIVE);
    int batchSize = (int) top.integer("batch-size", 1, ModelSpec.MAXIMUM_BATCH_SIZE, 32);
    boolean standardize = top.flag("standardize", true);
    long seed = top.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 42);
    if (!mistakes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ModelSpec(
            name,
            inputs,
            layers,
            classes,
            descent.optimizer(),
            schedule,
            clip,
            batchSize,
            standardize,
            seed));
  }

  private List<String> readInputs(YamlMapping top) {
    if (top.isNumber("inputs")) {
      long count = top.requiredInteger("inputs", 1, ModelSpec.MAXIMUM_INPUTS);
      return ModelSpec.defaultInputNames((int) count);
    }
    return top.names(
        "inputs", 1, ModelSpec.MAXIMUM_INPUTS, "a number, or a list of %d to %d names");
  }

  private List<LayerSpec> readLayers(YamlMapping top) {
    List<LayerSpec> layers = new ArrayList<>();
    for (YamlMapping layer :
        top.mappings(
            "layers", ModelSpec.MAXIMUM_LAYERS, "{units, activation}, [] for no hidden layer")) {
      layer.allow("units", "activation");
      int units = (int) layer.requiredInteger("units", 1, LayerSpec.MAXIMUM_UNITS);
      String activation = layer.word("activation", "tanh", ACTIVATIONS);
      layers.add(new LayerSpec(units, Activation.ofSpecName(activation).orElse(Activation.TANH)));
    }
    return layers;
  }

  private Descent readOptimizer(YamlMapping optimizer) {
    String type = optimizer.word("type", "sgd", OPTIMIZERS);
    return switch (type) {
      case "sgd" -> readSgd(optimizer);
      case "rmsprop" -> readRmsProp(optimizer);
      case "adagrad" -> readAdagrad(optimizer);
      case "adam" -> readAdam(optimizer, false);
      case "adamw" -> readAdam(optimizer, true);
      default -> new Descent(new Sgd(), 1);
    };
  }

  private Descent readSgd(YamlMapping optimizer) {
    optimizer.allow("type", "learning-rate", "momentum", "nesterov", "weight-decay");
    double momentum = optimizer.number("momentum", FRACTION, 0);
    boolean nesterov = optimizer.flag("nesterov", false);
    double weightDecay = optimizer.number("weight-decay", NOT_NEGATIVE, 0);
    if (nesterov && momentum == 0) {
      optimizer.mistake("nesterov", "must come with a momentum above 0");
      nesterov = false;
    }
    return new Descent(new Sgd(momentum, nesterov, weightDecay), learningRate(optimizer, 0.1));
  }

  private Descent readRmsProp(YamlMapping optimizer) {
    optimizer.allow("type", "learning-rate", "alpha", "epsilon", "momentum", "weight-decay");
    RmsProp standard = new RmsProp();
    return new Descent(
        new RmsProp(
            optimizer.number("alpha", FRACTION, standard.alpha()),
            optimizer.number("epsilon", POSITIVE, standard.epsilon()),
            optimizer.number("momentum", FRACTION, standard.momentum()),
            optimizer.number("weight-decay", NOT_NEGATIVE, standard.weightDecay())),
        learningRate(optimizer, 0.01));
  }

  private Descent readAdagrad(YamlMapping optimizer) {
    optimizer.allow("type", "learning-rate", "learning-rate-decay", "epsilon", "weight-decay");
    Adagrad standard = new Adagrad();
    return new Descent(
        new Adagrad(
            optimizer.number("learning-rate-decay", NOT_NEGATIVE, standard.learningRateDecay()),
            optimizer.number("epsilon", POSITIVE, standard.epsilon()),
            optimizer.number("weight-decay", NOT_NEGATIVE, standard.weightDecay())),
        learningRate(optimizer, 0.01));
  }

  private Descent readAdam(YamlMapping optimizer, boolean decoupled) {
    optimizer.allow("type", "learning-rate", "beta1", "beta2", "epsilon", "weight-decay");
    Adam standard = new Adam();
    double beta1 = optimizer.number("beta1", FRACTION, standard.beta1());
    double beta2 = optimizer.number("beta2", FRACTION, standard.beta2());
    double epsilon = optimizer.number("epsilon", POSITIVE, standard.epsilon());
    double decay =
        optimizer.number("weight-decay", NOT_NEGATIVE, decoupled ? new AdamW().weightDecay() : 0);
    return new Descent(
        decoupled
            ? new AdamW(beta1, beta2, epsilon, decay)
            : new Adam(beta1, beta2, epsilon, decay),
        learningRate(optimizer, 0.001));
  }

  private static double learningRate(YamlMapping optimizer, double standard) {
    return optimizer.number("learning-rate", POSITIVE, standard);
  }

  private LearningRateSchedule readSchedule(YamlMapping schedule, double initial) {
    String type = schedule.word("type", "constant", SCHEDULES);
    LearningRateSchedule after =
        switch (type) {
          case "step" -> {
            schedule.allow("type", "every", "factor", "warm-up");
            yield new Step(
                initial,
                schedule.integer("every", 1, MAXIMUM_STEPS, 1000),
                schedule.number("factor", SHRINKING, 0.5));
          }
          case "exponential" -> {
            schedule.allow("type", "half-life", "warm-up");
            yield new Exponential(initial, schedule.number("half-life", POSITIVE, 1000));
          }
          case "cosine" -> {
            schedule.allow("type", "steps", "minimum", "warm-up");
            yield new Cosine(
                initial,
                schedule.integer("steps", 1, MAXIMUM_STEPS, 10_000),
                schedule.number("minimum", NOT_NEGATIVE, 0));
          }
          case "inverse-time" -> {
            schedule.allow("type", "half-life", "warm-up");
            yield new InverseTime(initial, schedule.number("half-life", POSITIVE, 1000));
          }
          case "constant" -> {
            schedule.allow("type", "warm-up");
            yield new Constant(initial);
          }
          default -> new Constant(initial);
        };
    long warmUp = schedule.integer("warm-up", 0, MAXIMUM_STEPS, 0);
    return warmUp == 0 ? after : new WarmUp(warmUp, after);
  }

  /// What the spec's optimizer says: how to move, and how fast to begin with.
  private record Descent(Optimizer optimizer, double learningRate) {}
}
