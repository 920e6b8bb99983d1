package dev.carve.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryFunctionsTest {
  /* Prime, so that every exponent and all parts of the mantissa are met. */
  private static final int STRIDE = 40_009;

  @FunctionalInterface
  interface FloatOperator {
    float apply(float x);
  }

  @Test
  void shouldGiveTanhWithinFiveUlp() {
    assertThat(worstUlp(ElementaryFunctions::tanh, StrictMath::tanh, -1e30f, 1e30f)).isLessThan(5);
  }

  @Test
  void shouldGiveExpWithinOneUlp() {
    assertThat(worstUlp(ElementaryFunctions::exp, StrictMath::exp, -104f, 88.72f)).isLessThan(1);
  }

  @Test
  void shouldGiveSigmoidWithinTwoUlp() {
    DoubleUnaryOperator sigmoid = x -> 1 / (1 + StrictMath.exp(-x));
    assertThat(worstUlp(ElementaryFunctions::sigmoid, sigmoid, -87f, 1e30f)).isLessThan(2);
  }

  @Test
  void shouldGiveEluWithinOneUlp() {
    DoubleUnaryOperator elu = x -> x > 0 ? x : StrictMath.expm1(x);
    assertThat(worstUlp(ElementaryFunctions::elu, elu, -1e30f, 1e30f)).isLessThan(1);
  }

  @Test
  void shouldGiveCrossEntropyWithinOneUlp() {
    DoubleUnaryOperator crossEntropy = p -> -StrictMath.log(p);
    assertThat(worstUlp(ElementaryFunctions::crossEntropy, crossEntropy, Float.MIN_NORMAL, 1f))
        .isLessThan(1);
    assertThat(Float.floatToIntBits(ElementaryFunctions.crossEntropy(1f))).isZero();
    assertThat(ElementaryFunctions.crossEntropy(Math.nextDown(1f))).isEqualTo(0x1p-24f);
    assertThat(ElementaryFunctions.crossEntropy(0f)).isBetween(87.33f, 87.34f);
    assertThat(ElementaryFunctions.crossEntropy(Float.NaN)).isNaN();
  }

  private static double worstUlp(
      FloatOperator function, DoubleUnaryOperator reference, float minimum, float maximum) {
    double worst = 0;
    for (long bits = 0; bits <= 0xffffffffL; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (x >= minimum && x <= maximum) {
        double expected = reference.applyAsDouble(x);
        if (Math.abs(expected) >= Float.MIN_NORMAL) {
          double ulp = Math.ulp((float) expected);
          worst = Math.max(worst, Math.abs(function.apply(x) - expected) / ulp);
        }
      }
    }
    return worst;
  }

  @Test
  void shouldSaturateWithoutOverflow() {
    assertThat(ElementaryFunctions.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(ElementaryFunctions.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(ElementaryFunctions.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(ElementaryFunctions.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(ElementaryFunctions.sigmoid(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(ElementaryFunctions.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(ElementaryFunctions.elu(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(ElementaryFunctions.elu(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void shouldNeverLeaveTheRangeOfTanh() {
    for (float x = 0; x < 20; x += 1f / 4096) {
      assertThat(Math.abs(ElementaryFunctions.tanh(x))).isLessThanOrEqualTo(1f);
      assertThat(ElementaryFunctions.tanh(-x)).isEqualTo(-ElementaryFunctions.tanh(x));
    }
  }

  @Test
  void shouldPassNaNOn() {
    assertThat(ElementaryFunctions.tanh(Float.NaN)).isNaN();
    assertThat(ElementaryFunctions.exp(Float.NaN)).isNaN();
    assertThat(ElementaryFunctions.sigmoid(Float.NaN)).isNaN();
    assertThat(ElementaryFunctions.elu(Float.NaN)).isNaN();
    assertThat(ElementaryFunctions.relu(Float.NaN)).isNaN();
    assertThat(ElementaryFunctions.leakyRelu(Float.NaN)).isNaN();
  }

  @Test
  void shouldDifferentiateTheKinkedFunctionsFromBelowAtZero() {
    assertThat(ElementaryFunction.RELU.differentiate(0f, 3f)).isZero();
    assertThat(ElementaryFunction.RELU.differentiate(-0f, 3f)).isZero();
    assertThat(ElementaryFunction.RELU.differentiate(Float.MIN_VALUE, 3f)).isEqualTo(3f);
    assertThat(ElementaryFunction.RELU.differentiate(Float.MAX_VALUE, 3f)).isEqualTo(3f);
    assertThat(ElementaryFunction.LEAKY_RELU.differentiate(0f, 1f)).isEqualTo(0.01f);
    assertThat(ElementaryFunction.LEAKY_RELU.differentiate(3f, 1f)).isEqualTo(1f);
  }
}
