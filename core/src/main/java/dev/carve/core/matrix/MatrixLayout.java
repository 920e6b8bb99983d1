package dev.carve.core.matrix;

/// Where the elements of a matrix lie in a flat array: element (i, k) at offset + i·rowStride +
/// k·columnStride.
///
/// @param offset index of the first element
/// @param rows rows of the matrix
/// @param columns columns of the matrix
/// @param rowStride distance from one row to the next
/// @param columnStride distance from one column to the next
public record MatrixLayout(int offset, int rows, int columns, int rowStride, int columnStride) {
  /// {@return the layout of a matrix without gaps, row by row}
  ///
  /// @param offset index of the first element
  /// @param rows rows of the matrix
  /// @param columns columns of the matrix
  public static MatrixLayout rowMajor(int offset, int rows, int columns) {
    return new MatrixLayout(offset, rows, columns, columns, 1);
  }

  /// {@return the same elements with rows and columns exchanged}
  public MatrixLayout transposed() {
    return new MatrixLayout(offset, columns, rows, columnStride, rowStride);
  }

  /// {@return index of the first element of a row}
  ///
  /// @param row from 0 to `rows - 1`
  public int row(int row) {
    return offset + row * rowStride;
  }
}
