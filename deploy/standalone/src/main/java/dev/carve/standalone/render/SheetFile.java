package dev.carve.standalone.render;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// A contact sheet: all pictures beside and below each other in one PNG.
final class SheetFile implements PictureFile {
  private static final int LINE = 2; // pixels between pictures

  private final Path file;
  private final SheetGrid grid;
  private final BufferedImage sheet;
  private final Graphics2D graphics;
  private int added;

  /// An empty sheet.
  SheetFile(Path file, SheetGrid grid, Color between) {
    this.file = file;
    this.grid = grid;
    this.sheet = new BufferedImage(grid.width(), grid.height(), BufferedImage.TYPE_INT_RGB);
    this.graphics = sheet.createGraphics();
    graphics.setColor(between);
    graphics.fillRect(0, 0, grid.width(), grid.height());
  }

  /// How pictures lie on a sheet.
  ///
  /// @param width of the sheet, pixels
  /// @param height of the sheet, pixels
  /// @param columns beside each other
  /// @param rows below each other
  record SheetGrid(int width, int height, int columns, int rows) {
    private static final double WANTED_ASPECT = 16 / 9.0;

    /// The grid whose cells come nearest to the shape of a screen.
    static SheetGrid of(int width, int height, int pictures) {
      SheetGrid best = new SheetGrid(width, height, 1, pictures);
      for (int columns = 2; columns <= pictures; columns++) {
        SheetGrid grid = new SheetGrid(width, height, columns, (pictures + columns - 1) / columns);
        if (grid.misfit() < best.misfit()) {
          best = grid;
        }
      }
      return best;
    }

    private double misfit() {
      return Math.abs(Math.log((double) cellWidth() / cellHeight() / WANTED_ASPECT));
    }

    int cellWidth() {
      return Math.max(1, (width - (columns - 1) * LINE) / columns);
    }

    int cellHeight() {
      return Math.max(1, (height - (rows - 1) * LINE) / rows);
    }
  }

  @Override
  public void add(BufferedImage picture) {
    int x = added % grid.columns() * (grid.cellWidth() + LINE);
    int y = added / grid.columns() * (grid.cellHeight() + LINE);
    graphics.drawImage(picture, x, y, null);
    added++;
  }

  @Override
  public void close() throws IOException {
    graphics.dispose();
    ImageIO.write(sheet, "png", file.toFile());
  }
}
