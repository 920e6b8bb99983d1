package dev.carve.core.event;

/// Some of the examples trained on last, oldest first.
///
/// @param features shape `[n, inputs]`, as they came (not standardised)
/// @param labels class indices, shape `[n]`
public record RecentExamples(Floats features, Ints labels) {
  private static final RecentExamples NONE = new RecentExamples(Floats.empty(), Ints.empty());

  /// Checks that the shapes agree.
  ///
  /// @throws MalformedEventException if the features are no whole number of rows for the labels
  public RecentExamples {
    if (labels.length() == 0 ? features.length() != 0 : features.length() % labels.length() != 0) {
      throw new MalformedEventException(
          "features must be [size, inputs]: size=%d, features=[%d]"
              .formatted(labels.length(), features.length()));
    }
  }

  /// {@return no examples}
  public static RecentExamples none() {
    return NONE;
  }

  /// {@return n, how many there are}
  public int size() {
    return labels.length();
  }

  dev.carve.core.event.proto.RecentExamples toMessage() {
    return dev.carve.core.event.proto.RecentExamples.newBuilder()
        .setSize(size())
        .setFeatures(features.toBytes())
        .setLabels(labels.toBytes())
        .build();
  }

  static RecentExamples fromMessage(dev.carve.core.event.proto.RecentExamples message) {
    return new RecentExamples(
        Floats.fromBytes("features", message.getFeatures()),
        Ints.fromBytes("labels", message.getLabels()));
  }
}
