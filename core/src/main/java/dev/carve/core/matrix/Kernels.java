package dev.carve.core.matrix;

/// The arithmetic that passes through dense layers are made of.
///
/// Every element of a product is one chain of fused multiply-adds in ascending order of the summed
/// index, however many elements an implementation works on at once. So all implementations give the
/// same bits.
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /// The kernels to use on this machine.
  ///
  /// @return those on the vector unit where the module `jdk.incubator.vector` has been added, else
  ///   the scalar ones
  static Kernels preferred() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorKernels()
        : ScalarKernels.INSTANCE;
  }

  /// Adds the product of two matrices to a third, C ← C + A·B.
  ///
  /// A is laid out freely, so that it may be transposed; B and C are row-major without gaps.
  ///
  /// @param a holds A, `[rows, inner]`
  /// @param aOffset index of A's first element
  /// @param aRowStride distance from one row of A to the next
  /// @param aColumnStride distance from one column of A to the next
  /// @param b B from its first element on, `[inner, columns]`
  /// @param c holds C, `[rows, columns]`
  /// @param cOffset index of C's first element
  /// @param rows rows of A and C
  /// @param inner columns of A and rows of B
  /// @param columns columns of B and C
  void multiplyAdd(
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      float[] c,
      int cOffset,
      int rows,
      int inner,
      int columns);

  /// Turns rows into columns.
  ///
  /// @param from `[rows, columns]`, row-major
  /// @param rows rows of `from`
  /// @param columns columns of `from`
  /// @param into receives `[columns, rows]`, row-major
  void transpose(float[] from, int rows, int columns, float[] into);
}
