package dev.carve.core.network;

import java.util.List;

/// A network in double precision, written down from the definitions and sharing no code with the
/// product.
final class ReferenceNetwork {
  private final Network network;

  ReferenceNetwork(Network network) {
    this.network = network;
  }

  /// Probabilities of the classes, `[n][classes]`.
  double[][] probabilities(double[] parameters, float[] features, int n) {
    double[][] probabilities = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] x = new double[network.inputs()];
      for (int k = 0; k < x.length; k++) {
        x[k] = features[j * x.length + k];
      }
      probabilities[j] = probabilities(parameters, x);
    }
    return probabilities;
  }

  private double[] probabilities(double[] parameters, double[] example) {
    double[] x = example;
    List<DenseLayer> layers = network.layers();
    for (int l = 0; l < layers.size(); l++) {
      DenseLayer layer = layers.get(l);
      double[] z = new double[layer.units()];
      for (int u = 0; u < layer.units(); u++) {
        z[u] = parameters[layer.biasesOffset() + u];
        for (int k = 0; k < layer.inputs(); k++) {
          z[u] += parameters[layer.weightsOffset() + u * layer.inputs() + k] * x[k];
        }
      }
      x = l < layers.size() - 1 ? activations(layer.activation(), z) : softmax(z);
    }
    return x;
  }

  private static double[] activations(Activation activation, double[] z) {
    double[] a = new double[z.length];
    for (int u = 0; u < z.length; u++) {
      double x = z[u];
      a[u] =
          switch (activation) {
            case TANH -> StrictMath.tanh(x);
            case RELU -> x > 0 ? x : 0;
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case ELU -> x > 0 ? x : StrictMath.exp(x) - 1;
            case LINEAR -> x;
          };
    }
    return a;
  }

  private static double[] softmax(double[] z) {
    double sum = 0;
    double[] p = new double[z.length];
    for (int c = 0; c < z.length; c++) {
      p[c] = StrictMath.exp(z[c]);
      sum += p[c];
    }
    for (int c = 0; c < z.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  double meanLoss(double[] parameters, float[] features, int[] labels, int n) {
    double[][] probabilities = probabilities(parameters, features, n);
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum -= StrictMath.log(probabilities[j][labels[j]]);
    }
    return sum / n;
  }

  /// ∂L/∂θ by central differences.
  double[] gradient(float[] parameters, float[] features, int[] labels, int n) {
    double h = 1e-6;
    double[] theta = new double[parameters.length];
    for (int i = 0; i < theta.length; i++) {
      theta[i] = parameters[i];
    }
    double[] gradient = new double[theta.length];
    for (int i = 0; i < theta.length; i++) {
      double there = theta[i];
      theta[i] = there + h;
      double above = meanLoss(theta, features, labels, n);
      theta[i] = there - h;
      double below = meanLoss(theta, features, labels, n);
      theta[i] = there;
      gradient[i] = (above - below) / (2 * h);
    }
    return gradient;
  }
}
