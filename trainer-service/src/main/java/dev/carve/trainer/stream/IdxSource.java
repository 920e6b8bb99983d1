package dev.carve.trainer.stream;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads examples from a pair of IDX files, images and labels, as MNIST and its relatives come
/// (plain or gzip).
///
/// Each image is flattened row by row. Unsigned bytes are divided by 255, so that features lie in
/// 0..1; values of other types stay as they are. Labels are class indices.
public final class IdxSource implements ExampleSource {
  private final IdxFile images;
  private final IdxFile labels;
  private final float scale;
  private final float[] label = new float[1];
  private int given;

  private IdxSource(IdxFile images, IdxFile labels) {
    this.images = images;
    this.labels = labels;
    this.scale = images.isUnsignedByte() ? 255 : 1;
  }

  /// Opens both files.
  ///
  /// @param images of at least two dimensions: examples, then whatever makes an image
  /// @param labels of one dimension
  /// @return the source, at its first example
  /// @throws UnreadableSourceException if one cannot be read, or they do not fit each other
  public static IdxSource open(Path images, Path labels) {
    IdxFile imageFile = IdxFile.open(images);
    try {
      IdxFile labelFile = IdxFile.open(labels);
      try {
        checkFit(imageFile, labelFile);
        return new IdxSource(imageFile, labelFile);
      } catch (RuntimeException e) {
        labelFile.close();
        throw e;
      }
    } catch (RuntimeException e) {
      imageFile.close();
      throw e;
    }
  }

  /// {@return how many features each example has}
  public int inputs() {
    return images.itemSize();
  }

  /// {@return how many examples the files hold}
  public int count() {
    return images.count();
  }

  @Override
  public Optional<Example> next() {
    if (given == images.count()) {
      return Optional.empty();
    }
    float[] features = new float[images.itemSize()];
    images.read(features);
    for (int pixel = 0; pixel < features.length; pixel++) {
      features[pixel] /= scale;
    }
    labels.read(label);
    given++;
    return Optional.of(Example.labelled(Floats.of(features), new Label.Index((int) label[0])));
  }

  @Override
  public OptionalDouble fraction() {
    return images.fraction();
  }

  @Override
  public void close() {
    images.close();
    labels.close();
  }

  private static void checkFit(IdxFile images, IdxFile labels) {
    if (labels.dimensions() != 1) {
      throw new UnreadableSourceException(
          "labels must have one dimension, images come first: file=%s, dimensions=%d"
              .formatted(labels.name(), labels.dimensions()));
    }
    if (images.dimensions() < 2) {
      throw new UnreadableSourceException(
          "images must have two dimensions or more: file=%s, dimensions=%d"
              .formatted(images.name(), images.dimensions()));
    }
    if (images.count() != labels.count()) {
      throw new UnreadableSourceException(
          "there must be as many labels as images: images=%d, labels=%d"
              .formatted(images.count(), labels.count()));
    }
  }
}
