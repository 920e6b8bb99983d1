package dev.carve.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/// An exported model in the hands of onnxruntime.
public final class OnnxModel implements AutoCloseable {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  /// Loads the bytes of an `.onnx` file.
  public OnnxModel(byte[] bytes) throws OrtException {
    session = RUNTIME.createSession(bytes);
  }

  /// What the model says of itself.
  public OrtSession session() {
    return session;
  }

  /// Probabilities of the classes, `[n, classes]`, for features `[n, inputs]`.
  public float[] probabilities(float[] features, int n) throws OrtException {
    long[] shape = {n, features.length / n};
    try (OnnxTensor input = OnnxTensor.createTensor(RUNTIME, FloatBuffer.wrap(features), shape);
        OrtSession.Result result = session.run(Map.of("features", input))) {
      OnnxTensor output = (OnnxTensor) result.get("probabilities").orElseThrow();
      assertThat(output.getInfo().getShape()[0]).isEqualTo(n);
      FloatBuffer elements = output.getFloatBuffer();
      float[] probabilities = new float[elements.remaining()];
      elements.get(probabilities);
      return probabilities;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
