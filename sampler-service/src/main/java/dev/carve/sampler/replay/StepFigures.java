package dev.carve.sampler.replay;

import dev.carve.core.event.Floats;
import dev.carve.core.event.SurfaceFigures.ClassFigures;
import dev.carve.core.event.SurfaceFigures.LayerFigures;
import dev.carve.core.event.SurfaceFrame;
import java.util.ArrayList;
import java.util.List;

/// What the surfaces of one step are like, in as few numbers as a chart shows.
///
/// @param step SGD steps taken
/// @param layers hidden layers in order, then the class layer
/// @param classes how the classes stand out
/// @param margins of each class the mean, over its recent examples, of its probability less the
///   highest other one, −1 to 1; NaN without any
public record StepFigures(long step, List<Layer> layers, ClassFigures classes, Floats margins) {
  /// Copies the list.
  public StepFigures {
    layers = List.copyOf(layers);
  }

  /// Means of a layer's neurons.
  ///
  /// @param height mean height
  /// @param roughness mean norm of the gradient, height per unit of the plane
  /// @param plateauShare share of the extent that is nearly level, 0 to 1
  /// @param peaks hills whose top lies within the extent
  /// @param valleys hollows whose bottom lies within the extent
  public record Layer(
      double height, double roughness, double plateauShare, double peaks, double valleys) {
    private static Layer of(LayerFigures figures) {
      return new Layer(
          figures.meanHeight(),
          figures.meanRoughness(),
          figures.meanPlateauShare(),
          figures.meanPeaks(),
          figures.meanValleys());
    }
  }

  static StepFigures of(SurfaceFrame frame) {
    List<Layer> layers = new ArrayList<>();
    frame.figures().layers().forEach(layer -> layers.add(Layer.of(layer)));
    return new StepFigures(frame.step(), layers, frame.figures().classes(), margins(frame));
  }

  private static Floats margins(SurfaceFrame frame) {
    int classes = frame.figures().classes().wrong().length();
    float[] sums = new float[classes];
    int[] counts = new int[classes];
    for (int example = 0; example < frame.examples().size(); example++) {
      int label = frame.examples().labels().get(example);
      sums[label] += frame.figures().margins().get(example);
      counts[label]++;
    }
    for (int c = 0; c < classes; c++) {
      sums[c] /= counts[c];
    }
    return Floats.of(sums);
  }
}
