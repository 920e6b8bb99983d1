package dev.carve.benchmarks.peers;

import dev.carve.benchmarks.kernel.SurfaceFrames;
import dev.carve.benchmarks.kernel.TrainingProblem;
import dev.carve.benchmarks.kernel.Workload;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j, passing all points of a grid through the network at once.
public final class Dl4jSurfaces implements Workload {
  private final TrainingProblem problem;
  private final MultiLayerNetwork network;
  private final INDArray points;
  private List<INDArray> activations = List.of();

  /// A network with its grid.
  ///
  /// @param problem names the network and the size of the grid
  public Dl4jSurfaces(TrainingProblem problem) {
    this.problem = problem;
    Nd4j.getEnvironment().setMaxThreads(1);
    this.network = network(problem);
    float[] grid = SurfaceFrames.points(problem);
    this.points = Nd4j.createFromArray(grid).reshape(grid.length / 2, 2);
  }

  private static MultiLayerNetwork network(TrainingProblem problem) {
    var layers = problem.network().layers();
    var configuration = new NeuralNetConfiguration.Builder().list();
    Activation hidden = Activation.fromString(problem.activation().specName().replace("-", ""));
    for (var layer : layers.subList(0, layers.size() - 1)) {
      configuration.layer(
          new DenseLayer.Builder()
              .nIn(layer.inputs())
              .nOut(layer.units())
              .activation(hidden)
              .build());
    }
    configuration.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(layers.getLast().inputs())
            .nOut(layers.getLast().units())
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.build());
    network.init();
    float[] parameters = problem.initialParameters();
    for (int l = 0; l < layers.size(); l++) {
      var layer = layers.get(l);
      float[] weights =
          Arrays.copyOfRange(
              parameters, layer.weightsOffset(), layer.weightsOffset() + layer.weightCount());
      float[] biases =
          Arrays.copyOfRange(
              parameters, layer.biasesOffset(), layer.biasesOffset() + layer.units());
      INDArray matrix =
          Nd4j.createFromArray(weights).reshape(layer.units(), layer.inputs()).transpose();
      network.getLayer(l).setParam("W", matrix.dup('f'));
      network.getLayer(l).setParam("b", Nd4j.createFromArray(biases).reshape(1, layer.units()));
    }
    return network;
  }

  @Override
  public void reset() {}

  @Override
  public void run(int times) {
    for (int i = 0; i < times; i++) {
      activations = network.feedForward(points, false);
    }
  }

  @Override
  public double flopsEach() {
    return SurfaceFrames.flops(problem);
  }

  @Override
  public double loss() {
    INDArray heights = activations.getLast().getColumn(0);
    return heights.mul(heights).meanNumber().doubleValue();
  }
}
