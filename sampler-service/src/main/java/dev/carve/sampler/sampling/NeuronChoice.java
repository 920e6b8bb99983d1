package dev.carve.sampler.sampling;

import dev.carve.core.network.DenseLayer;
import dev.carve.core.network.Network;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One neuron of a network, written as `L.I` with L = 1 for the first hidden layer and I from 0, as
/// in the page's addresses.
///
/// @param layer index of its layer, 0 being the first hidden one
/// @param unit its index there
public record NeuronChoice(int layer, int unit) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})\\.(\\d{1,9})");

  /// Understands a neuron's text form.
  ///
  /// @param text such as `1.3`
  /// @return the neuron
  /// @throws InvalidViewException if it is written in another way
  public static NeuronChoice parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new InvalidViewException(
          "a neuron must be LAYER.INDEX, such as 1.3: neuron=%s".formatted(text));
    }
    return new NeuronChoice(Integer.parseInt(parts.group(1)) - 1, Integer.parseInt(parts.group(2)));
  }

  /// Its layer.
  ///
  /// @param network of the neuron
  /// @return the layer that it lies in
  /// @throws InvalidViewException if the network has no such neuron
  public DenseLayer in(Network network) {
    List<DenseLayer> layers = network.layers();
    if (layer >= layers.size() || unit >= layers.get(layer).units()) {
      throw new InvalidViewException(
          "the network must have the neuron: neuron=%s, units of its layers=%s"
              .formatted(this, layers.stream().map(DenseLayer::units).toList()));
    }
    return layers.get(layer);
  }

  @Override
  public String toString() {
    return layer + 1 + "." + unit;
  }
}
