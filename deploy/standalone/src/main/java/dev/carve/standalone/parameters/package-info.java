/// Parameters as files: a trained model leaves Carve as `.json`, `.safetensors` or `.onnx`, and
/// weights and biases come in from the first two.
///
/// Commands hand a {@link dev.carve.standalone.parameters.TrainedModel} to a {@link
/// dev.carve.standalone.parameters.ParameterFile}, whose extension says which format is meant. Each
/// format is one class that knows bytes, not files. The schema of `.onnx` is `onnx/onnx.proto`.
@NullMarked
package dev.carve.standalone.parameters;

import org.jspecify.annotations.NullMarked;
