package dev.carve.standalone.render;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageOutputStream;
import org.jspecify.annotations.Nullable;

/// An animated GIF. Of each picture only what has changed is written.
final class GifFile implements PictureFile {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int LAST_HOLDS_CENTISECONDS = 150;

  private final ImageWriter writer;
  private final FileImageOutputStream output;
  private final GifPalette palette;
  private final IndexColorModel colours;
  private final double fps;
  private final boolean loop;
  private byte[] shown = new byte[0];
  private @Nullable Waiting waiting;
  private long written;

  /// A picture whose duration is not known yet.
  private record Waiting(BufferedImage changed, Rectangle where) {}

  /// Begins a file.
  ///
  /// @param fps pictures a second
  /// @param loop whether it begins again for ever
  GifFile(Path file, double fps, boolean loop, GifPalette palette) throws IOException {
    this.writer = ImageIO.getImageWritersByFormatName("gif").next();
    java.nio.file.Files.deleteIfExists(file);
    this.output = new FileImageOutputStream(file.toFile());
    this.palette = palette;
    this.colours = palette.colourModel();
    this.fps = fps;
    this.loop = loop;
    writer.setOutput(output);
    writer.prepareWriteSequence(null);
  }

  @Override
  public void add(BufferedImage picture) throws IOException {
    byte[] indices = indices(picture);
    Rectangle changed = changed(indices, picture.getWidth(), picture.getHeight());
    Waiting next = new Waiting(part(indices, picture.getWidth(), changed), changed);
    shown = indices;
    flush(0);
    waiting = next;
  }

  private byte[] indices(BufferedImage picture) {
    int width = picture.getWidth();
    int[] rgb = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
    byte[] indices = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      indices[i] = (byte) palette.index(rgb[i], i % width, i / width);
    }
    return indices;
  }

  /// The smallest rectangle around all that differs from what is shown.
  private Rectangle changed(byte[] indices, int width, int height) {
    if (shown.length == 0) {
      return new Rectangle(0, 0, width, height);
    }
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] != shown[i]) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = i / width;
      }
    }
    return right < 0
        ? new Rectangle(0, 0, 1, 1)
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  private BufferedImage part(byte[] indices, int width, Rectangle where) {
    BufferedImage part =
        new BufferedImage(where.width, where.height, BufferedImage.TYPE_BYTE_INDEXED, colours);
    WritableRaster raster = part.getRaster();
    byte[] line = new byte[where.width];
    for (int y = 0; y < where.height; y++) {
      for (int x = 0; x < where.width; x++) {
        int at = (where.y + y) * width + where.x + x;
        boolean same = shown.length > 0 && shown[at] == indices[at];
        line[x] = same ? (byte) GifPalette.TRANSPARENT : indices[at];
      }
      raster.setDataElements(0, y, where.width, 1, line);
    }
    return part;
  }

  private void flush(int longerCentiseconds) throws IOException {
    Waiting ready = waiting;
    if (ready != null) {
      long began = Math.round(100 * written / fps);
      written++;
      long delay = Math.round(100 * written / fps) - began + longerCentiseconds;
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(ready.changed()), null);
      describe(metadata, ready.where(), delay);
      writer.writeToSequence(new IIOImage(ready.changed(), null, metadata), null);
    }
  }

  private void describe(IIOMetadata metadata, Rectangle where, long delay)
      throws IIOInvalidTreeException {
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode place = new IIOMetadataNode("ImageDescriptor");
    place.setAttribute("imageLeftPosition", Integer.toString(where.x));
    place.setAttribute("imageTopPosition", Integer.toString(where.y));
    place.setAttribute("imageWidth", Integer.toString(where.width));
    place.setAttribute("imageHeight", Integer.toString(where.height));
    place.setAttribute("interlaceFlag", "FALSE");
    root.appendChild(place);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "TRUE");
    control.setAttribute("transparentColorIndex", Integer.toString(GifPalette.TRANSPARENT));
    control.setAttribute("delayTime", Long.toString(Math.min(delay, 0xFFFF)));
    root.appendChild(control);
    if (loop && written == 1) {
      root.appendChild(forEver());
    }
    metadata.mergeTree(FORMAT, root);
  }

  /// Netscape's extension, which all browsers know.
  private static IIOMetadataNode forEver() {
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(new byte[] {1, 0, 0});
    extensions.appendChild(extension);
    return extensions;
  }

  @Override
  public void close() throws IOException {
    flush(LAST_HOLDS_CENTISECONDS);
    waiting = null;
    writer.endWriteSequence();
    writer.dispose();
    output.close();
  }
}
