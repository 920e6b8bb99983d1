package dev.carve.standalone.render;

import java.awt.image.BufferedImage;
import java.io.IOException;

/// A file that takes pictures, one after the other, and is whole once it is closed.
interface PictureFile extends AutoCloseable {
  /// Adds a picture.
  ///
  /// @param picture of the size that all of them have; not modified any more
  /// @throws IOException if it cannot be written
  void add(BufferedImage picture) throws IOException;

  @Override
  void close() throws IOException;
}
