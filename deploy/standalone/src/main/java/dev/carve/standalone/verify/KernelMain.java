package dev.carve.standalone.verify;

import dev.carve.core.event.Minibatch;
import dev.carve.core.network.Backpropagation;
import dev.carve.core.network.ForwardPass;
import dev.carve.core.network.ModelSpec;
import dev.carve.core.network.Network;
import dev.carve.core.network.WeightInitializer;
import dev.carve.core.optimizer.Optimizer;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Trains each model for some steps, without Kafka, with the kernels that this JVM has, and writes
/// the parameters and optimiser states to a file.
public final class KernelMain {
  private KernelMain() {}

  /// Trains and writes.
  ///
  /// @param arguments how many minibatches, their seed, and the file
  /// @throws IOException if the file cannot be written
  public static void main(String[] arguments) throws IOException {
    int size = Integer.parseInt(arguments[0]);
    MinibatchStream stream = new MinibatchStream(size, Long.parseLong(arguments[1]), Instant.EPOCH);
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(Path.of(arguments[2])))) {
      for (ModelSpec spec : VerifiedModels.specs()) {
        train(spec, stream, out);
      }
    }
  }

  private static void train(ModelSpec spec, MinibatchStream stream, DataOutputStream out)
      throws IOException {
    Network network = spec.network();
    Optimizer optimizer = spec.optimizer();
    float[] parameters = WeightInitializer.initialize(network, spec.seed());
    float[] state = new float[optimizer.slots() * parameters.length];
    float[] gradient = new float[parameters.length];
    ForwardPass forwardPass = new ForwardPass(network, spec.batchSize());
    Backpropagation backpropagation = new Backpropagation(network, spec.batchSize());
    long step = 0;
    for (int position = 0; position < stream.size(); position++) {
      if (MinibatchStream.specAt(position).equals(spec)) {
        Minibatch minibatch = stream.minibatchAt(position);
        float[] features = minibatch.features().array();
        int n = minibatch.size();
        forwardPass.apply(parameters, features, n);
        backpropagation.apply(parameters, forwardPass, minibatch.labels().array(), n, gradient);
        float learningRate = (float) spec.learningRateSchedule().at(step);
        optimizer.apply(step++, learningRate, parameters, gradient, state);
      }
    }
    write(parameters, out);
    write(state, out);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }
}
