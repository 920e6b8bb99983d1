package dev.carve.sampler.sampling;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.surface.SurfaceSampler;
import dev.carve.core.surface.Tilt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Adds up what feeds a neuron, feeder by feeder, in the order in which the network does.
///
/// Where there are more feeders than fit into an answer, those whose contribution changes most over
/// the plane stand for themselves, and the rest are one.
final class ContributionSum {
  private static final int MOST_FEEDERS = 64;
  private static final int MOST_BYTES = 48 << 20;
  private static final int SURFACES_EACH = 3;

  private final int points;
  private final List<Feeder> feeders = new ArrayList<>();
  private final float[] sum;

  ContributionSum(int points, float bias) {
    this.points = points;
    this.sum = new float[points];
    Arrays.fill(sum, bias);
  }

  /// The neurons of the layer below.
  List<Feeder> ofNeurons(
      SurfaceSampler sampler, DenseLayer layer, NeuronChoice neuron, float[] parameters) {
    int weights = layer.weightsOffset() + neuron.unit() * layer.inputs();
    int below = neuron.layer() - 1;
    boolean[] shown =
        shown(
            layer.inputs(),
            unit -> Math.abs(parameters[weights + unit]) * range(sampler.activation(below, unit)));
    double[] rest = new double[points];
    for (int unit = 0; unit < shown.length; unit++) {
      if (!shown[unit]) {
        float[] heights = sampler.activation(below, unit);
        for (int i = 0; i < points; i++) {
          rest[i] = Math.fma((double) parameters[weights + unit], heights[i], rest[i]);
        }
      }
    }
    addRest(shown, rest);
    for (int unit = 0; unit < shown.length; unit++) {
      if (shown[unit]) {
        add(unit, parameters[weights + unit], sampler.activation(below, unit));
      }
    }
    return List.copyOf(feeders);
  }

  /// The inputs of the network.
  List<Feeder> ofInputs(
      FocusSampler.InputSurfaces inputs,
      DenseLayer layer,
      NeuronChoice neuron,
      float[] parameters) {
    int weights = layer.weightsOffset() + neuron.unit() * layer.inputs();
    boolean[] shown =
        shown(layer.inputs(), input -> Math.abs(parameters[weights + input]) * inputs.range(input));
    double height = 0;
    double alongU = 0;
    double alongV = 0;
    for (int input = 0; input < shown.length; input++) {
      if (!shown[input]) {
        Tilt tilt = inputs.tilt(input);
        double weight = parameters[weights + input];
        height = Math.fma(weight, tilt.atOrigin(), height);
        alongU = Math.fma(weight, tilt.alongU(), alongU);
        alongV = Math.fma(weight, tilt.alongV(), alongV);
      }
    }
    float[] rest = inputs.heights(new Tilt(height, alongU, alongV));
    addRest(shown, IntStream.range(0, points).mapToDouble(i -> rest[i]).toArray());
    for (int input = 0; input < shown.length; input++) {
      if (shown[input]) {
        add(input, parameters[weights + input], inputs.heights(inputs.tilt(input)));
      }
    }
    return List.copyOf(feeders);
  }

  private boolean[] shown(int count, IntToDoubleFunction change) {
    int most = (int) Math.min(MOST_FEEDERS, MOST_BYTES / (4L * SURFACES_EACH * points));
    boolean[] shown = new boolean[count];
    if (count <= most) {
      Arrays.fill(shown, true);
      return shown;
    }
    double[] changes = IntStream.range(0, count).mapToDouble(change).toArray();
    IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> changes[i]).reversed())
        .limit(most - 1L)
        .forEach(i -> shown[i] = true);
    return shown;
  }

  private static double range(float[] heights) {
    float low = heights[0];
    float high = heights[0];
    for (float height : heights) {
      low = Math.min(low, height);
      high = Math.max(high, height);
    }
    return (double) high - low;
  }

  private void addRest(boolean[] shown, double[] rest) {
    for (boolean isShown : shown) {
      if (!isShown) {
        float[] together = new float[points];
        for (int i = 0; i < points; i++) {
          together[i] = (float) rest[i];
        }
        add(Feeder.REST, 1, together);
        return;
      }
    }
  }

  private void add(int unit, float weight, float[] heights) {
    float[] contribution = new float[points];
    for (int i = 0; i < points; i++) {
      contribution[i] = weight * heights[i];
      sum[i] = Math.fma(weight, heights[i], sum[i]);
    }
    feeders.add(new Feeder(unit, weight, heights, contribution, sum.clone()));
  }
}
