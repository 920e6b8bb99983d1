package dev.carve.standalone.render;

import java.util.ArrayList;
import java.util.List;

/// Where everything on the wall lies, in pixels: inputs, layers, classes, and who wins where.
///
/// A layer is one column of tiles where they stay large enough, else a block of several columns;
/// what does not fit even so is left out.
///
/// @param columns the inputs, the layers in order, and who wins
/// @param top where the tallest column begins
record WallLayout(List<Column> columns, int top) {
  private static final int LARGEST = 150;
  private static final int SMALLEST = 16;
  private static final int BLOCK_BELOW = 40;
  private static final int GAP = 10;
  private static final int BLOCK_GAP = 3;
  private static final int NARROWEST_SPACE = 28;
  private static final int WIDEST_SPACE = 150;
  private static final int MOST_INPUTS = 12;
  private static final int MOST_IN_LAYER = 400;
  private static final double WINS_OVER_TILE = 2;
  /* How much larger the tiles of one layer may be than those of another. */
  private static final double MOST_UNEVEN = 2;

  /// A tile.
  ///
  /// @param x left edge
  /// @param y upper edge
  /// @param size of each side
  record Place(int x, int y, int size) {}

  /// The tiles of one layer.
  ///
  /// @param units all neurons that the layer has
  /// @param places of the neurons that are shown, from the first on
  /// @param x left edge
  /// @param width of the whole column
  /// @param block whether it has several columns of tiles
  record Column(int units, List<Place> places, int x, int width, boolean block) {
    private Column movedBy(int distance) {
      return new Column(
          units,
          places.stream()
              .map(place -> new Place(place.x() + distance, place.y(), place.size()))
              .toList(),
          x + distance,
          width,
          block);
    }
  }

  /// Where there is room.
  ///
  /// @param x left edge
  /// @param y upper edge
  /// @param width of the wall
  /// @param height of the wall
  /// @param lastSpace room wanted between the classes and who wins, for their names
  record Room(int x, int y, int width, int height, int lastSpace) {
    /// Leaves room for one tile at least, however small the picture is.
    Room {
      width = Math.max(width, SMALLEST);
      height = Math.max(height, SMALLEST);
    }
  }

  /// The largest tiles that fit.
  ///
  /// @param inputs how many
  /// @param units neurons of each layer
  static WallLayout of(int inputs, List<Integer> units, Room room) {
    int smallest = units.stream().mapToInt(n -> tile(n, LARGEST, room)).min().orElse(LARGEST);
    int largest = (int) Math.clamp(smallest * MOST_UNEVEN, SMALLEST, LARGEST);
    for (int size = largest; ; size -= 2) {
      List<Column> columns = columns(inputs, units, size, room);
      int used = columns.stream().mapToInt(Column::width).sum();
      int least = NARROWEST_SPACE * (columns.size() - 2) + room.lastSpace();
      if (used + least <= room.width() || size <= SMALLEST) {
        return spread(columns, room.width() - used, room);
      }
    }
  }

  private static WallLayout spread(List<Column> columns, int left, Room room) {
    int spaces = columns.size() - 1;
    int even = Math.clamp(left / spaces, NARROWEST_SPACE, WIDEST_SPACE);
    int last = Math.max(even, room.lastSpace());
    int others =
        spaces == 1 ? 0 : Math.clamp((left - last) / (spaces - 1), NARROWEST_SPACE, WIDEST_SPACE);
    int used = columns.stream().mapToInt(Column::width).sum() + last + others * (spaces - 1);
    int x = room.x() + Math.max(0, (room.width() - used) / 2);
    List<Column> placed = new ArrayList<>();
    int top = Integer.MAX_VALUE;
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i).movedBy(x);
      placed.add(column);
      top = Math.min(top, column.places().getFirst().y());
      x += column.width() + (i == spaces - 1 ? last : others);
    }
    return new WallLayout(List.copyOf(placed), top);
  }

  private static List<Column> columns(int inputs, List<Integer> units, int size, Room room) {
    List<Column> columns = new ArrayList<>();
    columns.add(column(inputs > MOST_INPUTS ? 1 : inputs, size, room));
    units.forEach(n -> columns.add(column(n, size, room)));
    int wins = (int) Math.min(Math.round(size * WINS_OVER_TILE), room.height());
    columns.add(grid(1, 1, wins, GAP, room));
    return columns;
  }

  private static Column column(int units, int size, Room room) {
    int shown = Math.min(units, MOST_IN_LAYER);
    int single = Math.min(size, (room.height() + GAP) / shown - GAP);
    if (single >= Math.min(size, BLOCK_BELOW)) {
      return grid(units, shown, single, GAP, room);
    }
    int small = Math.min(size, BLOCK_BELOW);
    int rows = Math.max(1, (room.height() + BLOCK_GAP) / (small + BLOCK_GAP));
    return grid(units, Math.min(shown, rows * rows), small, BLOCK_GAP, room);
  }

  /// The size of a layer's tiles.
  private static int tile(int units, int size, Room room) {
    return column(units, size, room).places().getFirst().size();
  }

  private static Column grid(int units, int shown, int size, int gap, Room room) {
    int rows = Math.max(1, (room.height() + gap) / (size + gap));
    int across = (shown + rows - 1) / rows;
    int down = (shown + across - 1) / across;
    int spread =
        across > 1 || down == 1
            ? gap
            : Math.clamp((room.height() - down * size) / (down - 1), gap, 2 * GAP);
    int top = room.y() + Math.max(0, (room.height() - down * size - (down - 1) * spread) / 2);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      places.add(new Place(i % across * (size + gap), top + i / across * (size + spread), size));
    }
    return new Column(units, List.copyOf(places), 0, across * (size + gap) - gap, across > 1);
  }
}
