package dev.carve.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.Network;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.optimizer.Sgd;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How many steps of stochastic gradient descent does one thread take in a second?
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class SgdStepBenchmark {
  /// Layer sizes and the activation of the hidden layers.
  @Param({"2-8-8-2 tanh", "2-32-32-3 relu", "784-128-64-10 relu"})
  String network = "2-8-8-2 tanh";

  /// Examples of a minibatch.
  @Param({"32"})
  int batchSize = 32;

  private @Nullable Step step;

  /// Creates a benchmark that JMH fills in.
  public SgdStepBenchmark() {}

  /// Builds the network and one minibatch.
  @Setup
  public void build() {
    step = new Step(Networks.parse(network), batchSize);
  }

  /// One step: forward pass, backpropagation, update.
  ///
  /// @return the gradient, so that nothing is left out
  @Benchmark
  public float[] step() {
    return requireNonNull(step).take();
  }

  /// A network, its buffers and a minibatch.
  private static final class Step {
    private final Sgd sgd = new Sgd();
    private final int batchSize;
    private final ForwardPass forwardPass;
    private final Backpropagation backpropagation;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] state;
    private final float[] features;
    private final int[] labels;

    Step(Network network, int batchSize) {
      this.batchSize = batchSize;
      this.forwardPass = new ForwardPass(network, batchSize);
      this.backpropagation = new Backpropagation(network, batchSize);
      this.parameters = WeightInitializer.initialize(network, 42);
      this.gradient = new float[parameters.length];
      this.state = new float[sgd.slots() * parameters.length];
      this.features = Networks.features(batchSize, network.inputs());
      this.labels = Networks.labels(batchSize, network.classes());
    }

    float[] take() {
      forwardPass.apply(parameters, features, batchSize);
      backpropagation.apply(parameters, forwardPass, labels, batchSize, gradient);
      sgd.apply(0, 0.01f, parameters, gradient, state);
      return gradient;
    }
  }
}
