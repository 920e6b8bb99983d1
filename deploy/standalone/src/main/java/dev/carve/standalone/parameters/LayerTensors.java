package dev.carve.standalone.parameters;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tensor is which part of θ, found by the tensors' names.
///
/// A name is anything that ends in a number, then `.weight` or `.bias`; the lowest number is that
/// of the first layer, the next one that of the second. So `layers.0.weight`, as Carve names them,
/// is understood, and `0.weight`, `2.weight` and so on, as PyTorch names the linear layers between
/// the activations of an `nn.Sequential`.
final class LayerTensors {
  /// What tensors of the standardiser begin with; they are no parameters.
  static final String STANDARDIZER = "standardizer.";

  private static final Pattern NAME = Pattern.compile("(.*?)(\\d{1,9})\\.(weight|bias)");
  private static final String RULE =
      "tensors must be the weight and bias of each layer, as in layers.0.weight and layers.0.bias";

  private LayerTensors() {}

  /// Name of a layer's weights.
  static String weightName(int layer) {
    return "layers.%d.weight".formatted(layer);
  }

  /// Name of a layer's biases.
  static String biasName(int layer) {
    return "layers.%d.bias".formatted(layer);
  }

  /// Finds the tensors of all layers.
  ///
  /// @return where in θ each tensor begins that is a part of it
  /// @throws UnfitParametersException if one is missing, has another shape or is not known
  static Map<TensorEntry, Integer> offsets(List<TensorEntry> entries, Network network)
      throws UnfitParametersException {
    SortedMap<Integer, Parts> found = byLayer(entries);
    List<DenseLayer> layers = network.layers();
    if (found.size() != layers.size()) {
      throw new UnfitParametersException(
          "there must be a layer for each of the network's, the class layer included: expected=%d, layers=%d"
              .formatted(layers.size(), found.size()));
    }
    Map<TensorEntry, Integer> offsets = new HashMap<>();
    int index = 0;
    for (Parts parts : found.values()) {
      DenseLayer layer = layers.get(index++);
      List<Long> weight = List.of((long) layer.units(), (long) layer.inputs());
      offsets.put(parts.require("weight", weight), layer.weightsOffset());
      offsets.put(parts.require("bias", List.of((long) layer.units())), layer.biasesOffset());
    }
    return offsets;
  }

  private static SortedMap<Integer, Parts> byLayer(List<TensorEntry> entries)
      throws UnfitParametersException {
    SortedMap<Integer, Parts> layers = new TreeMap<>();
    for (TensorEntry entry : entries) {
      if (entry.name().startsWith(STANDARDIZER)) {
        continue;
      }
      Matcher matcher = NAME.matcher(entry.name());
      if (!matcher.matches()) {
        throw new UnfitParametersException("%s: tensor=%s".formatted(RULE, entry.name()));
      }
      Parts parts =
          layers.computeIfAbsent(
              Integer.valueOf(matcher.group(2)),
              _ -> new Parts(matcher.group(1) + matcher.group(2), new HashMap<>()));
      if (!entry.name().equals(parts.name + "." + matcher.group(3))
          || parts.tensors.put(matcher.group(3), entry) != null) {
        throw new UnfitParametersException(
            "%s, once each: tensor=%s".formatted(RULE, entry.name()));
      }
    }
    return layers;
  }

  /// The tensors of one layer.
  ///
  /// @param name what their names begin with
  /// @param tensors by the end of their name
  private record Parts(String name, Map<String, TensorEntry> tensors) {
    TensorEntry require(String part, List<Long> shape) throws UnfitParametersException {
      TensorEntry entry = tensors.get(part);
      if (entry == null || !entry.shape().equals(shape)) {
        throw new UnfitParametersException(
            "each tensor must have the network's shape: tensor=%s.%s, expected=%s, found=%s"
                .formatted(name, part, shape, entry == null ? "none" : entry.shape()));
      }
      return entry;
    }
  }
}
