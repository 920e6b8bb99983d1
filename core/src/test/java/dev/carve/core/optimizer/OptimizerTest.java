package dev.carve.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerTest {
  private static final int STEPS = 60;
  private static final double RATE = 0.02;

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(),
        new Sgd(0, false, 0.1),
        new Sgd(0.9, false, 0.01),
        new Sgd(0.9, true, 0.01),
        new RmsProp(),
        new RmsProp(0.9, 1e-6, 0.5, 0.01),
        new Adagrad(),
        new Adagrad(0.05, 1e-8, 0.01),
        new Adam(),
        new Adam(0.8, 0.95, 1e-6, 0.02),
        new AdamW(),
        new AdamW(0.8, 0.95, 1e-6, 0.2));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldMoveOneParameterAsTheDefinitionSays(Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(9);
    float[] parameters = {0.7f, -0.3f, 0f};
    float[] gradient = new float[parameters.length];
    float[] state = new float[optimizer.slots() * parameters.length];
    ReferenceStep[] references = new ReferenceStep[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      references[i] = new ReferenceStep(optimizer, parameters[i]);
    }
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < parameters.length; i++) {
        gradient[i] = (float) random.nextGaussian();
        references[i].apply(step, gradient[i]);
      }
      optimizer.apply(step, (float) RATE, parameters, gradient, state);
    }
    for (int i = 0; i < parameters.length; i++) {
      assertThat((double) parameters[i]).isCloseTo(references[i].theta, within(3e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldRejectAGradientOfAnotherShape(Optimizer optimizer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            optimizer.apply(0, 1, new float[2], new float[3], new float[2 * optimizer.slots()]))
        .withMessageEndingWith("parameters=[2], gradient=[3]");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldRejectStateOfAnotherShape(Optimizer optimizer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.apply(0, 1, new float[2], new float[2], new float[7]))
        .withMessageEndingWith("parameters=[2], state=[7]");
  }

  @Test
  void shouldRejectSettingsOutsideTheirRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(1, false, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(0, true, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(0, false, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adam(0.9, 1, 1e-8, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new AdamW(0.9, 0.9, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp(-0.1, 1e-8, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adagrad(-1, 1e-8, 0));
  }

  /// PyTorch's algorithms for one parameter in double precision, as its documentation writes them
  /// down.
  private static final class ReferenceStep {
    private final Optimizer optimizer;
    private double theta;
    private double first;
    private double second;

    ReferenceStep(Optimizer optimizer, double theta) {
      this.optimizer = optimizer;
      this.theta = theta;
    }

    void apply(int step, double gradient) {
      switch (optimizer) {
        case Sgd sgd -> sgd(sgd, gradient + sgd.weightDecay() * theta);
        case RmsProp rmsProp -> rmsProp(rmsProp, gradient + rmsProp.weightDecay() * theta);
        case Adagrad adagrad -> {
          double g = gradient + adagrad.weightDecay() * theta;
          second += g * g;
          double rate = RATE / (1 + step * adagrad.learningRateDecay());
          theta -= rate * g / (Math.sqrt(second) + adagrad.epsilon());
        }
        case Adam adam -> {
          double g = gradient + adam.weightDecay() * theta;
          adam(step, g, adam.beta1(), adam.beta2(), adam.epsilon());
        }
        case AdamW adamW -> {
          theta -= RATE * adamW.weightDecay() * theta;
          adam(step, gradient, adamW.beta1(), adamW.beta2(), adamW.epsilon());
        }
      }
    }

    private void sgd(Sgd sgd, double g) {
      first = sgd.momentum() * first + g;
      theta -= RATE * (sgd.nesterov() ? g + sgd.momentum() * first : first);
    }

    private void rmsProp(RmsProp rmsProp, double g) {
      second = rmsProp.alpha() * second + (1 - rmsProp.alpha()) * g * g;
      double direction = g / (Math.sqrt(second) + rmsProp.epsilon());
      first = rmsProp.momentum() * first + direction;
      theta -= RATE * first;
    }

    private void adam(int step, double g, double beta1, double beta2, double epsilon) {
      first = beta1 * first + (1 - beta1) * g;
      second = beta2 * second + (1 - beta2) * g * g;
      double m = first / (1 - Math.pow(beta1, step + 1));
      double s = second / (1 - Math.pow(beta2, step + 1));
      theta -= RATE * m / (Math.sqrt(s) + epsilon);
    }
  }
}
