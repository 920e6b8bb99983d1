package dev.carve.standalone.parameters;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carve.standalone.parameters.onnx.AttributeProto;
import dev.carve.standalone.parameters.onnx.AttributeProto.AttributeType;
import dev.carve.standalone.parameters.onnx.GraphProto;
import dev.carve.standalone.parameters.onnx.NodeProto;
import dev.carve.standalone.parameters.onnx.TensorProto;
import dev.carve.standalone.parameters.onnx.TensorProto.DataType;
import dev.carve.standalone.parameters.onnx.TensorShapeProto;
import dev.carve.standalone.parameters.onnx.TensorShapeProto.Dimension;
import dev.carve.standalone.parameters.onnx.TypeProto;
import dev.carve.standalone.parameters.onnx.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// An ONNX graph while it is being made, node by node in the order data flow.
final class OnnxGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder();

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /// Declares an input, float32 `[N, width]`.
  void input(String name, int width) {
    graph.addInput(rows(name, width));
  }

  /// Declares an output, float32 `[N, width]`.
  void output(String name, int width) {
    graph.addOutput(rows(name, width));
  }

  /// Adds a float32 constant, a part of an array.
  void constant(String name, float[] elements, int offset, int... shape) {
    int length = 1;
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name);
    for (int dimension : shape) {
      length *= dimension;
      tensor.addDims(dimension);
    }
    ByteBuffer bytes = littleEndian(Math.multiplyExact(length, Float.BYTES));
    bytes.asFloatBuffer().put(elements, offset, length);
    add(tensor, DataType.FLOAT, bytes);
  }

  /// Adds a float64 constant, a vector.
  void constant(String name, double[] elements) {
    ByteBuffer bytes = littleEndian(Math.multiplyExact(elements.length, Double.BYTES));
    bytes.asDoubleBuffer().put(elements);
    add(TensorProto.newBuilder().setName(name).addDims(elements.length), DataType.DOUBLE, bytes);
  }

  /// Adds a node, named as the value that it makes.
  Node node(String operator, String output, String... inputs) {
    return new Node(
        graph
            .addNodeBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(List.of(inputs))
            .addOutput(output));
  }

  /// Adds a node that makes float64 of its input.
  void castToDouble(String output, String input) {
    node("Cast", output, input).attribute("to", DataType.DOUBLE_VALUE);
  }

  /// Adds a node that makes float32 of its input.
  void castToFloat(String output, String input) {
    node("Cast", output, input).attribute("to", DataType.FLOAT_VALUE);
  }

  GraphProto build() {
    return graph.build();
  }

  /// A node that attributes can be added to.
  static final class Node {
    private final NodeProto.Builder node;

    private Node(NodeProto.Builder node) {
      this.node = node;
    }

    void attribute(String name, long value) {
      node.addAttribute(
          AttributeProto.newBuilder().setName(name).setI(value).setType(AttributeType.INT));
    }

    void attribute(String name, float value) {
      node.addAttribute(
          AttributeProto.newBuilder().setName(name).setF(value).setType(AttributeType.FLOAT));
    }
  }

  private void add(TensorProto.Builder tensor, DataType type, ByteBuffer bytes) {
    ByteString data = UnsafeByteOperations.unsafeWrap(bytes);
    graph.addInitializer(tensor.setDataType(type.getNumber()).setRawData(data));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto rows(String name, int width) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT_VALUE)
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(Dimension.newBuilder().setDimParam("N"))
                                .addDim(Dimension.newBuilder().setDimValue(width)))))
        .build();
  }
}
