package dev.carve.sampler.http;

import dev.carve.sampler.journal.MetricsPoint;
import dev.carve.sampler.sampling.NeuronFocus;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// Figures as comma-separated values (RFC 4180), the names of the columns first; what is no finite
/// number is empty.
final class CsvDocument {
  private static final String END = "\r\n";

  private CsvDocument() {}

  /// How training went, a line for each moment.
  static Buffer ofChart(List<MetricsPoint> points) {
    StringBuilder csv = new StringBuilder();
    csv.append("step,examplesSeen,time,loss,accuracy,repeatLastAccuracy,kappa,kappaTemporal,")
        .append("learningRate,gradientNorm,stepsPerSecond")
        .append(END);
    for (MetricsPoint point : points) {
      csv.append(point.step()).append(',').append(point.examplesSeen());
      csv.append(',').append(point.time());
      number(csv, point.loss());
      number(csv, point.accuracy());
      number(csv, point.repeatLastAccuracy());
      number(csv, point.kappa());
      number(csv, point.kappaTemporal());
      number(csv, point.learningRate());
      number(csv, point.gradientNorm());
      number(csv, point.stepsPerSecond());
      csv.append(END);
    }
    return Buffer.buffer(csv.toString());
  }

  private static void number(StringBuilder csv, double number) {
    csv.append(',');
    if (Double.isFinite(number)) {
      csv.append(number);
    }
  }

  /// A neuron's activation, a line for each point of the grid, the lowest v first.
  static Buffer ofSurface(NeuronFocus focus) {
    float[] heights = focus.surfaces().activation();
    int columns = focus.grid().columns();
    StringBuilder csv = new StringBuilder("u,v,height").append(END);
    for (int row = 0; row < focus.grid().rows(); row++) {
      float v = focus.grid().t(focus.plane(), row);
      for (int column = 0; column < columns; column++) {
        csv.append(focus.grid().s(focus.plane(), column)).append(',').append(v).append(',');
        float height = heights[row * columns + column];
        if (Float.isFinite(height)) {
          csv.append(height);
        }
        csv.append(END);
      }
    }
    return Buffer.buffer(csv.toString());
  }
}
