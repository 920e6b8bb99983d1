package dev.carve.core.event;

import java.util.List;

/// What the surfaces of a frame are like, as numbers. NaN stands where heights are no finite
/// numbers.
///
/// @param layers hidden layers in order, then the class layer
/// @param classes how well the classes' neurons tell the recent examples apart
/// @param margins for each recent example the probability of its own class less the highest other
///   one, −1 to 1, shape `[n]`; below 0 it stands on the wrong hill
public record SurfaceFigures(List<LayerFigures> layers, ClassFigures classes, Floats margins) {
  private static final SurfaceFigures NONE =
      new SurfaceFigures(
          List.of(),
          new ClassFigures(Floats.empty(), Floats.empty(), Ints.empty()),
          Floats.empty());

  /// Copies the list.
  public SurfaceFigures {
    layers = List.copyOf(layers);
  }

  /// {@return no figures}
  public static SurfaceFigures none() {
    return NONE;
  }

  /// How high, steep, bumpy and flat the surfaces of one layer are, each of shape `[units]`.
  /// [dev.carve.core.surface.SurfaceStatistics] defines them.
  ///
  /// @param means mean heights
  /// @param roughness mean norms of the gradient, height per unit of the plane
  /// @param plateauShares shares of the extent that are nearly level, 0 to 1
  /// @param peaks hills whose top lies within the extent
  /// @param valleys hollows whose bottom lies within the extent
  public record LayerFigures(
      Floats means, Floats roughness, Floats plateauShares, Ints peaks, Ints valleys) {

    /// {@return the mean roughness of all neurons, which tells how bumpy the layer is}
    public double meanRoughness() {
      return mean(roughness);
    }

    /// {@return the mean plateau share of all neurons, 0 to 1}
    public double meanPlateauShare() {
      return mean(plateauShares);
    }

    /// {@return the mean height of all neurons}
    public double meanHeight() {
      return mean(means);
    }

    /// {@return the mean number of peaks of a neuron}
    public double meanPeaks() {
      return mean(peaks);
    }

    /// {@return the mean number of valleys of a neuron}
    public double meanValleys() {
      return mean(valleys);
    }

    private boolean isRectangular() {
      int units = means.length();
      return roughness.length() == units
          && plateauShares.length() == units
          && peaks.length() == units
          && valleys.length() == units;
    }

    private static double mean(Floats figures) {
      double sum = 0;
      for (float figure : figures.array()) {
        sum += figure;
      }
      return sum / figures.length();
    }

    private static double mean(Ints figures) {
      double sum = 0;
      for (int figure : figures.array()) {
        sum += figure;
      }
      return sum / figures.length();
    }

    dev.carve.core.event.proto.LayerFigures toMessage() {
      return dev.carve.core.event.proto.LayerFigures.newBuilder()
          .setMeans(means.toBytes())
          .setRoughness(roughness.toBytes())
          .setPlateauShares(plateauShares.toBytes())
          .setPeaks(peaks.toBytes())
          .setValleys(valleys.toBytes())
          .build();
    }

    static LayerFigures fromMessage(dev.carve.core.event.proto.LayerFigures message) {
      return new LayerFigures(
          Floats.fromBytes("means", message.getMeans()),
          Floats.fromBytes("roughness", message.getRoughness()),
          Floats.fromBytes("plateau_shares", message.getPlateauShares()),
          Ints.fromBytes("peaks", message.getPeaks()),
          Ints.fromBytes("valleys", message.getValleys()));
    }
  }

  /// How high the neuron of each class stands over the recent examples, each of shape `[classes]`.
  /// Its height over an example is the probability that the network gives to the class there, also
  /// where the example lies off the plane.
  ///
  /// @param ownHeights mean over the examples of the class, 0 to 1; NaN without any
  /// @param otherHeights mean over the examples of the other classes, 0 to 1; NaN without any
  /// @param wrong how many examples of the class have another class's neuron above theirs: they
  ///   stand on the wrong hill
  public record ClassFigures(Floats ownHeights, Floats otherHeights, Ints wrong) {

    /// How far a class stands out: its neuron's mean height over its own examples less that over
    /// the others'. Probabilities are bounded, so the difference is taken as it is: divided by a
    /// spread it would grow without bound as they saturate.
    ///
    /// @param classIndex the class
    /// @return −1 to 1, 1 being perfect; NaN if either mean is
    public double separation(int classIndex) {
      return (double) ownHeights.get(classIndex) - otherHeights.get(classIndex);
    }

    private boolean isOf(int classCount) {
      return ownHeights.length() == classCount
          && otherHeights.length() == classCount
          && wrong.length() == classCount;
    }

    dev.carve.core.event.proto.ClassFigures toMessage() {
      return dev.carve.core.event.proto.ClassFigures.newBuilder()
          .setOwnHeights(ownHeights.toBytes())
          .setOtherHeights(otherHeights.toBytes())
          .setWrong(wrong.toBytes())
          .build();
    }

    static ClassFigures fromMessage(dev.carve.core.event.proto.ClassFigures message) {
      return new ClassFigures(
          Floats.fromBytes("own_heights", message.getOwnHeights()),
          Floats.fromBytes("other_heights", message.getOtherHeights()),
          Ints.fromBytes("wrong", message.getWrong()));
    }
  }

  /// Checks that the shapes are those of a frame.
  ///
  /// @param units of each layer
  /// @param examples how many it has
  /// @throws MalformedEventException if they are not
  void requireFitting(List<Integer> units, int examples) {
    boolean fitting =
        layers.stream().map(layer -> layer.means().length()).toList().equals(units)
            && layers.stream().allMatch(LayerFigures::isRectangular)
            && classes.isOf(units.isEmpty() ? 0 : units.getLast())
            && margins.length() == examples;
    if (!fitting) {
      throw new MalformedEventException(
          "figures must be those of the layers and examples: units=%s, examples=%d, margins=[%d]"
              .formatted(units, examples, margins.length()));
    }
  }

  dev.carve.core.event.proto.SurfaceFigures toMessage() {
    return dev.carve.core.event.proto.SurfaceFigures.newBuilder()
        .addAllLayers(layers.stream().map(LayerFigures::toMessage).toList())
        .setClasses(classes.toMessage())
        .setMargins(margins.toBytes())
        .build();
  }

  static SurfaceFigures fromMessage(dev.carve.core.event.proto.SurfaceFigures message) {
    return new SurfaceFigures(
        message.getLayersList().stream().map(LayerFigures::fromMessage).toList(),
        ClassFigures.fromMessage(message.getClasses()),
        Floats.fromBytes("margins", message.getMargins()));
  }
}
