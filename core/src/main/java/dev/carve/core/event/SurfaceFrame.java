package dev.carve.core.event;

import com.google.protobuf.ByteString;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.util.List;

/// Every neuron's surface at one step of a run, quantised to 256 heights each.
///
/// @param model the model's name
/// @param run the lineage of steps
/// @param step SGD steps taken
/// @param time of the minibatch that led here
/// @param spec the model's spec as canonical YAML
/// @param plane where the surfaces were evaluated
/// @param columns grid points along u
/// @param rows grid points along v; row 0 is the lowest v
/// @param layers hidden layers in order, then the class layer
/// @param examples recent examples as they lie on the plane
/// @param loss fading mean of the loss, nats
/// @param accuracy fading prequential accuracy, 0 to 1
/// @param learningRate η of the last step
/// @param examplesSeen examples consumed
/// @param state whether the model takes steps
/// @param figures what the surfaces are like; none in frames of earlier versions
public record SurfaceFrame(
    String model,
    String run,
    long step,
    Instant time,
    String spec,
    SurfacePlane plane,
    int columns,
    int rows,
    List<LayerSurfaces> layers,
    ProjectedExamples examples,
    double loss,
    double accuracy,
    double learningRate,
    long examplesSeen,
    TrainingState state,
    SurfaceFigures figures) {

  static final Codec<SurfaceFrame> CODEC =
      new ProtobufCodec<>(
          "SurfaceFrame",
          dev.carve.core.event.proto.SurfaceFrame.parser(),
          SurfaceFrame::toMessage,
          SurfaceFrame::fromMessage);

  /// Checks that the shapes agree.
  ///
  /// @throws MalformedEventException if a layer's heights are not `[units, rows, columns]`, or
  ///   there are figures of something else
  public SurfaceFrame {
    layers = List.copyOf(layers);
    for (LayerSurfaces layer : layers) {
      if (layer.heights().size() != layer.units() * rows * columns) {
        throw new MalformedEventException(
            "heights must be [units, rows, columns]: units=%d, rows=%d, columns=%d, heights=[%d]"
                .formatted(layer.units(), rows, columns, layer.heights().size()));
      }
    }
    if (!figures.equals(SurfaceFigures.none())) {
      figures.requireFitting(layers.stream().map(LayerSurfaces::units).toList(), examples.size());
    }
  }

  /// The surfaces of one layer with what feeds them.
  ///
  /// @param minimum height of quantum 0, shape `[units]`
  /// @param maximum height of quantum 255, shape `[units]`
  /// @param heights one unsigned byte each, shape `[units, rows, columns]`
  /// @param weights shape `[units, inputs]`, or empty when there are too many to draw
  /// @param biases shape `[units]`
  public record LayerSurfaces(
      Floats minimum, Floats maximum, ByteString heights, Floats weights, Floats biases) {

    /// {@return how many neurons the layer has}
    public int units() {
      return minimum.length();
    }
  }

  /// Recent examples as they lie on the plane, oldest first.
  ///
  /// @param coordinates s and t of each, shape `[n, 2]`
  /// @param labels class indices, shape `[n]`
  /// @param predicted the classes that this step's network gives, shape `[n]`
  public record ProjectedExamples(Floats coordinates, Ints labels, Ints predicted) {

    /// {@return n, how many there are}
    public int size() {
      return labels.length();
    }
  }

  private dev.carve.core.event.proto.SurfaceFrame toMessage() {
    var message =
        dev.carve.core.event.proto.SurfaceFrame.newBuilder()
            .setModel(model)
            .setRun(run)
            .setStep(step)
            .setTimeUs(EventTime.toMicros(time))
            .setSpec(spec)
            .setPlane(toMessage(plane))
            .setColumns(columns)
            .setRows(rows)
            .setExamples(
                dev.carve.core.event.proto.ProjectedExamples.newBuilder()
                    .setSize(examples.size())
                    .setCoordinates(examples.coordinates().toBytes())
                    .setLabels(examples.labels().toBytes())
                    .setPredicted(examples.predicted().toBytes()))
            .setLoss(loss)
            .setAccuracy(accuracy)
            .setLearningRate(learningRate)
            .setExamplesSeen(examplesSeen)
            .setState(state.label());
    if (!figures.equals(SurfaceFigures.none())) {
      message.setFigures(figures.toMessage());
    }
    for (LayerSurfaces layer : layers) {
      message.addLayers(
          dev.carve.core.event.proto.LayerSurfaces.newBuilder()
              .setUnits(layer.units())
              .setMinimum(layer.minimum().toBytes())
              .setMaximum(layer.maximum().toBytes())
              .setHeights(layer.heights())
              .setWeights(layer.weights().toBytes())
              .setBiases(layer.biases().toBytes()));
    }
    return message.build();
  }

  private static dev.carve.core.event.proto.SurfacePlane toMessage(SurfacePlane plane) {
    return dev.carve.core.event.proto.SurfacePlane.newBuilder()
        .setName(plane.name())
        .setOrigin(Floats.of(plane.origin()).toBytes())
        .setU(Floats.of(plane.u()).toBytes())
        .setV(Floats.of(plane.v()).toBytes())
        .setUMinimum(plane.uMinimum())
        .setUMaximum(plane.uMaximum())
        .setVMinimum(plane.vMinimum())
        .setVMaximum(plane.vMaximum())
        .setUName(plane.uName())
        .setVName(plane.vName())
        .build();
  }

  private static SurfaceFrame fromMessage(dev.carve.core.event.proto.SurfaceFrame message) {
    var examples = message.getExamples();
    return new SurfaceFrame(
        message.getModel(),
        message.getRun(),
        message.getStep(),
        EventTime.fromMicros(message.getTimeUs()),
        message.getSpec(),
        fromMessage(message.getPlane()),
        message.getColumns(),
        message.getRows(),
        message.getLayersList().stream().map(SurfaceFrame::fromMessage).toList(),
        new ProjectedExamples(
            Floats.fromBytes("coordinates", examples.getCoordinates()),
            Ints.fromBytes("labels", examples.getLabels()),
            Ints.fromBytes("predicted", examples.getPredicted())),
        message.getLoss(),
        message.getAccuracy(),
        message.getLearningRate(),
        message.getExamplesSeen(),
        TrainingState.parse(message.getState()),
        message.hasFigures()
            ? SurfaceFigures.fromMessage(message.getFigures())
            : SurfaceFigures.none());
  }

  private static LayerSurfaces fromMessage(dev.carve.core.event.proto.LayerSurfaces message) {
    return new LayerSurfaces(
        Floats.fromBytes("minimum", message.getMinimum()),
        Floats.fromBytes("maximum", message.getMaximum()),
        message.getHeights(),
        Floats.fromBytes("weights", message.getWeights()),
        Floats.fromBytes("biases", message.getBiases()));
  }

  private static SurfacePlane fromMessage(dev.carve.core.event.proto.SurfacePlane message) {
    return new SurfacePlane(
        message.getName(),
        Floats.fromBytes("origin", message.getOrigin()).array(),
        Floats.fromBytes("u", message.getU()).array(),
        Floats.fromBytes("v", message.getV()).array(),
        message.getUMinimum(),
        message.getUMaximum(),
        message.getVMinimum(),
        message.getVMaximum(),
        message.getUName(),
        message.getVName());
  }
}
