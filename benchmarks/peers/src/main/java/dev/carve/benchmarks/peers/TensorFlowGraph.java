package dev.carve.benchmarks.peers;

import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.benchmarks.kernel.Workload;
import dev.carve.core.network.Activation;
import dev.carve.core.network.DenseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// TensorFlow Java: a graph that holds the whole step, run by a session on the caller's thread.
///
/// The gradient of the logits comes out of the fused loss; TensorFlow derives the rest.
public final class TensorFlowGraph implements Workload {
  private final TrainingProblem problem;
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> featuresPlaceholder;
  private final Placeholder<TInt32> labelsPlaceholder;
  private final TFloat32 features;
  private final TInt32 labels;
  private final List<Op> initialization = new ArrayList<>();
  private final List<Op> step = new ArrayList<>();
  private final Operand<TFloat32> meanLoss;

  /// A network with its minibatch.
  ///
  /// @param problem what to train
  public TensorFlowGraph(TrainingProblem problem) {
    int n = problem.batchSize();
    int inputs = problem.network().inputs();
    this.problem = problem;
    Ops tf = Ops.create(graph);
    this.featuresPlaceholder =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(n, inputs)));
    this.labelsPlaceholder = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(n)));
    this.features = TFloat32.tensorOf(Shape.of(n, inputs), DataBuffers.of(problem.features()));
    this.labels = TInt32.vectorOf(problem.labels());

    List<Variable<TFloat32>> variables = new ArrayList<>();
    Operand<TFloat32> logits = logits(tf, variables);
    SparseSoftmaxCrossEntropyWithLogits<TFloat32> loss =
        tf.nn.sparseSoftmaxCrossEntropyWithLogits(logits, labelsPlaceholder);
    this.meanLoss = tf.math.mean(loss.loss(), tf.constant(0));
    descend(tf, logits, loss.backprop(), variables);
    this.session = new Session(graph, oneThread());
    reset();
  }

  private Operand<TFloat32> logits(Ops tf, List<Variable<TFloat32>> variables) {
    float[] parameters = problem.initialParameters();
    List<DenseLayer> layers = problem.network().layers();
    Operand<TFloat32> values = featuresPlaceholder;
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      Variable<TFloat32> weights =
          variable(
              tf,
              transposedWeights(parameters, layer),
              Shape.of(layer.inputs(), layer.units()),
              variables);
      int from = layer.biasesOffset();
      Variable<TFloat32> biases =
          variable(
              tf,
              Arrays.copyOfRange(parameters, from, from + layer.units()),
              Shape.of(layer.units()),
              variables);
      values = tf.nn.biasAdd(tf.linalg.matMul(values, weights), biases);
      if (l < layers.size() - 1) {
        values =
            problem.activation() == Activation.TANH ? tf.math.tanh(values) : tf.nn.relu(values);
      }
    }
    return values;
  }

  private Variable<TFloat32> variable(
      Ops tf, float[] initial, Shape shape, List<Variable<TFloat32>> variables) {
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    initialization.add(tf.assign(variable, tf.constant(shape, DataBuffers.of(initial))));
    variables.add(variable);
    return variable;
  }

  /// TensorFlow multiplies fastest by `[inputs, units]`.
  private static float[] transposedWeights(float[] parameters, DenseLayer layer) {
    float[] transposed = new float[layer.inputs() * layer.units()];
    for (int unit = 0; unit < layer.units(); unit++) {
      for (int input = 0; input < layer.inputs(); input++) {
        transposed[input * layer.units() + unit] =
            parameters[layer.weightsOffset() + unit * layer.inputs() + input];
      }
    }
    return transposed;
  }

  private void descend(
      Ops tf,
      Operand<TFloat32> logits,
      Operand<TFloat32> gradientOfSum,
      List<Variable<TFloat32>> variables) {
    Operand<TFloat32> delta = tf.math.mul(gradientOfSum, tf.constant(1f / problem.batchSize()));
    Gradients gradients = tf.gradients(logits, variables, Gradients.dx(List.of(delta)));
    Operand<TFloat32> learningRate = tf.constant(TrainingProblem.LEARNING_RATE);
    for (int i = 0; i < variables.size(); i++) {
      Output<TFloat32> gradient = gradients.dy(i);
      step.add(tf.train.applyGradientDescent(variables.get(i), learningRate, gradient));
    }
  }

  private static ConfigProto oneThread() {
    // Minus one: on the caller's thread, which is faster than handing over to one of a pool.
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(-1)
        .build();
  }

  @Override
  public void reset() {
    Session.Runner runner = session.runner();
    initialization.forEach(runner::addTarget);
    runner.run().close();
  }

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      Session.Runner runner =
          session.runner().feed(featuresPlaceholder, features).feed(labelsPlaceholder, labels);
      step.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  @Override
  public double flopsEach() {
    return problem.flopsOfStep();
  }

  @Override
  public double loss() {
    try (Result result =
        session
            .runner()
            .feed(featuresPlaceholder, features)
            .feed(labelsPlaceholder, labels)
            .fetch(meanLoss)
            .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    features.close();
    labels.close();
    session.close();
    graph.close();
  }
}
