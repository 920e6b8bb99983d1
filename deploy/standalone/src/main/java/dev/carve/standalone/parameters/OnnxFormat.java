package dev.carve.standalone.parameters;

import dev.carve.core.network.Activation;
import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Standardizer;
import dev.carve.standalone.parameters.onnx.ModelProto;
import dev.carve.standalone.parameters.onnx.OperatorSetIdProto;
import dev.carve.standalone.parameters.onnx.StringStringEntryProto;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A model in the format of ONNX (https://onnx.ai): from `features`, float32 `[N, inputs]` as they
/// are measured, to `probabilities`, float32 `[N, classes]`.
///
/// Standardisation is part of the graph, in double precision as Carve has it, since in single
/// precision an input that varies little about a large mean would be rounded away.
final class OnnxFormat implements ParameterFormat {
  /* The first operator set whose Softmax is along one axis, and the file version of its time: known to every runtime since
   * the end of 2020, and still to those of today. */
  private static final int OPERATOR_SET = 13;
  private static final int FILE_VERSION = 7;

  @Override
  public String extension() {
    return ".onnx";
  }

  @Override
  public void write(TrainedModel model, OutputStream out) throws IOException {
    ModelProto.Builder file =
        ModelProto.newBuilder()
            .setIrVersion(FILE_VERSION)
            .setProducerName("Carve")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
            .setGraph(graph(model).build());
    ModelMetadata.of(model)
        .forEach((key, value) ->
            file.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    file.build().writeTo(out);
  }

  private static OnnxGraph graph(TrainedModel model) {
    OnnxGraph graph = new OnnxGraph(model.spec().name());
    graph.input("features", model.network().inputs());
    String value = "features";
    if (model.standardizer().isPresent()) {
      value = standardize(graph, value, model.standardizer().get());
    }
    List<DenseLayer> layers = model.network().layers();
    for (int index = 0; index < layers.size(); index++) {
      DenseLayer layer = layers.get(index);
      value = dense(graph, value, index, layer, model.parameters().array());
      value = activate(graph, value, "layers.%d.activation".formatted(index), layer.activation());
    }
    graph.node("Softmax", "probabilities", value).attribute("axis", -1);
    graph.output("probabilities", model.network().classes());
    return graph;
  }

  private static String standardize(OnnxGraph graph, String value, Standardizer standardizer) {
    graph.constant("standardizer.mean", standardizer.mean());
    graph.constant("standardizer.scale", standardizer.scale());
    graph.castToDouble("features.double", value);
    graph.node("Sub", "features.distance", "features.double", "standardizer.mean");
    graph.node("Mul", "features.scaled", "features.distance", "standardizer.scale");
    graph.castToFloat("features.standardized", "features.scaled");
    return "features.standardized";
  }

  private static String dense(
      OnnxGraph graph, String value, int index, DenseLayer layer, float[] parameters) {
    String weight = LayerTensors.weightName(index);
    String bias = LayerTensors.biasName(index);
    graph.constant(weight, parameters, layer.weightsOffset(), layer.units(), layer.inputs());
    graph.constant(bias, parameters, layer.biasesOffset(), layer.units());
    String preActivation = "layers.%d.preActivation".formatted(index);
    graph.node("Gemm", preActivation, value, weight, bias).attribute("transB", 1);
    return preActivation;
  }

  private static String activate(
      OnnxGraph graph, String value, String name, Activation activation) {
    switch (activation) {
      case TANH -> graph.node("Tanh", name, value);
      case RELU -> graph.node("Relu", name, value);
      case LEAKY_RELU -> graph.node("LeakyRelu", name, value).attribute("alpha", 0.01f);
      case SIGMOID -> graph.node("Sigmoid", name, value);
      case ELU -> graph.node("Elu", name, value).attribute("alpha", 1f);
      case LINEAR -> {
        return value;
      }
    }
    return name;
  }
}
