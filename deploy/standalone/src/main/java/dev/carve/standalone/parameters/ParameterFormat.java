package dev.carve.standalone.parameters;

import java.io.IOException;
import java.io.OutputStream;

/// How a model is laid down as bytes. The same model gives the same bytes.
interface ParameterFormat {
  /// How names of such files end, the dot included.
  String extension();

  /// Writes a model; the stream stays open.
  void write(TrainedModel model, OutputStream out) throws IOException;
}
