package dev.carve.core.surface;

import java.util.Arrays;

/// The two directions along which centred rows spread most.
///
/// Subspace iteration with a few more vectors than are asked for, each round orthogonalised by
/// Gram-Schmidt and turned into the eigenvectors of the projected matrix by Jacobi rotations.
/// Source: Golub and Van Loan, "Matrix Computations", 4th ed., sections 8.2 and 8.5.
final class LeadingDirections {
  private static final int WANTED = 2;
  private static final int SUBSPACE = 8;
  private static final int MAXIMUM_ROUNDS = 100;
  private static final double TOLERANCE = 1e-12;
  private static final double NEGLIGIBLE = 1e-14;

  private LeadingDirections() {}

  /// Two orthonormal directions, `[2, columns]`, the one of larger spread first.
  static double[][] of(double[][] rows) {
    int n = rows.length;
    int d = rows[0].length;
    double[][] directions = new double[WANTED][d];
    if (n < d) {
      double[][] leading = eigenvectors(products(rows), WANTED);
      for (int i = 0; i < leading.length; i++) {
        for (int j = 0; j < n; j++) {
          addScaled(leading[i][j], rows[j], directions[i]);
        }
      }
    } else {
      double[][] leading = eigenvectors(products(transposed(rows)), WANTED);
      System.arraycopy(leading, 0, directions, 0, leading.length);
    }
    double length = Math.sqrt(Arrays.stream(rows).mapToDouble(row -> dot(row, row)).sum());
    orthonormalize(directions, NEGLIGIBLE * length);
    for (double[] direction : directions) {
      fixSign(direction);
    }
    return directions;
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int j = 0; j < rows.length; j++) {
      for (int k = 0; k < columns.length; k++) {
        columns[k][j] = rows[j][k];
      }
    }
    return columns;
  }

  /// The scalar products of all pairs of vectors.
  private static double[][] products(double[][] vectors) {
    int m = vectors.length;
    double[][] products = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(vectors[i], vectors[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /// The leading eigenvectors of a symmetric positive semidefinite matrix, as rows.
  private static double[][] eigenvectors(double[][] matrix, int wanted) {
    int m = matrix.length;
    int width = Math.min(SUBSPACE, m);
    double[][] basis = start(width, m);
    double[] before = new double[width];
    for (int round = 0; round < MAXIMUM_ROUNDS; round++) {
      double[][] image = new double[width][];
      for (int i = 0; i < width; i++) {
        image[i] = times(matrix, basis[i]);
      }
      double[] values = rotateToEigenvectors(basis, image);
      if (settled(values, before, Math.min(wanted, width))) {
        break;
      }
      before = values;
      for (int i = 0; i < width; i++) {
        basis[i] = times(matrix, basis[i]);
      }
      orthonormalize(basis, NEGLIGIBLE * values[0]);
    }
    return Arrays.copyOf(basis, Math.min(wanted, width));
  }

  /// Vectors without symmetry, so that none is orthogonal to what is sought.
  private static double[][] start(int width, int m) {
    double[][] basis = new double[width][m];
    long state = 1;
    for (double[] vector : basis) {
      for (int k = 0; k < m; k++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        vector[k] = (state >> 11) * 0x1p-53;
      }
    }
    orthonormalize(basis, NEGLIGIBLE);
    return basis;
  }

  private static boolean settled(double[] values, double[] before, int wanted) {
    for (int i = 0; i < wanted; i++) {
      if (Math.abs(values[i] - before[i]) > TOLERANCE * values[0]) {
        return false;
      }
    }
    return true;
  }

  /// Replaces a basis by the eigenvectors of the matrix projected onto it, the largest eigenvalue
  /// first.
  private static double[] rotateToEigenvectors(double[][] basis, double[][] image) {
    int width = basis.length;
    double[][] projected = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j <= i; j++) {
        projected[i][j] = dot(basis[i], image[j]);
        projected[j][i] = projected[i][j];
      }
    }
    double[][] rotation = JacobiRotations.diagonalize(projected);
    double[] values = new double[width];
    double[][] rotated = new double[width][basis[0].length];
    for (int i = 0; i < width; i++) {
      values[i] = projected[i][i];
      for (int j = 0; j < width; j++) {
        addScaled(rotation[i][j], basis[j], rotated[i]);
      }
    }
    sortDescending(values, rotated);
    System.arraycopy(rotated, 0, basis, 0, width);
    return values;
  }

  private static void sortDescending(double[] values, double[][] vectors) {
    for (int i = 1; i < values.length; i++) {
      for (int j = i; j > 0 && values[j] > values[j - 1]; j--) {
        double value = values[j];
        values[j] = values[j - 1];
        values[j - 1] = value;
        double[] vector = vectors[j];
        vectors[j] = vectors[j - 1];
        vectors[j - 1] = vector;
      }
    }
  }

  /// Gram-Schmidt, twice for accuracy; a vector of no length is replaced by the first axis that is
  /// not in the span yet.
  private static void orthonormalize(double[][] vectors, double negligible) {
    int d = vectors[0].length;
    for (int i = 0; i < vectors.length; i++) {
      int axis = 0;
      while (!normalize(vectors, i, negligible)) {
        Arrays.fill(vectors[i], 0);
        vectors[i][axis] = 1;
        axis = (axis + 1) % d;
      }
    }
  }

  private static boolean normalize(double[][] vectors, int index, double negligible) {
    double[] vector = vectors[index];
    double before = Math.sqrt(dot(vector, vector));
    for (int pass = 0; pass < 2; pass++) {
      for (int j = 0; j < index; j++) {
        addScaled(-dot(vector, vectors[j]), vectors[j], vector);
      }
    }
    double length = Math.sqrt(dot(vector, vector));
    if (!(length > negligible) || length < 1e-7 * before) {
      return false;
    }
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= length;
    }
    return true;
  }

  private static void fixSign(double[] direction) {
    double largest = 0;
    for (double entry : direction) {
      if (Math.abs(entry) > Math.abs(largest) * (1 + 1e-9)) {
        largest = entry;
      }
    }
    if (largest < 0) {
      for (int k = 0; k < direction.length; k++) {
        direction[k] = -direction[k];
      }
    }
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i] = dot(matrix[i], vector);
    }
    return product;
  }

  private static void addScaled(double factor, double[] vector, double[] sum) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] = Math.fma(factor, vector[k], sum[k]);
    }
  }

  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k <= a.length - 4; k += 4) {
      s0 = Math.fma(a[k], b[k], s0);
      s1 = Math.fma(a[k + 1], b[k + 1], s1);
      s2 = Math.fma(a[k + 2], b[k + 2], s2);
      s3 = Math.fma(a[k + 3], b[k + 3], s3);
    }
    for (; k < a.length; k++) {
      s0 = Math.fma(a[k], b[k], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }
}
