package dev.carve.standalone.parameters;

import dev.carve.core.event.Floats;
import dev.carve.core.network.Network;
import java.io.IOException;
import java.io.InputStream;

/// A format that weights and biases can be read from again.
interface ReadableFormat extends ParameterFormat {
  /// Reads θ, from the beginning of a stream to its end.
  ///
  /// @throws UnfitParametersException if the bytes are not of this format, or their shapes are not
  ///   those of the network
  Floats read(InputStream in, Network network) throws IOException;
}
