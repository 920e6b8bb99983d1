package dev.carve.core.surface;

/// Eigenvectors of a small symmetric matrix by Jacobi's rotations.
///
/// Source: Golub and Van Loan, "Matrix Computations", 4th ed., section 8.5.
final class JacobiRotations {
  private static final int MAXIMUM_SWEEPS = 30;
  private static final double NEGLIGIBLE = 1e-18;

  private JacobiRotations() {}

  /// Rotates a matrix into diagonal form, in place.
  ///
  /// @return the eigenvectors as rows, in the order of the diagonal
  static double[][] diagonalize(double[][] matrix) {
    int m = matrix.length;
    double[][] vectors = new double[m][m];
    for (int i = 0; i < m; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MAXIMUM_SWEEPS && !diagonal(matrix); sweep++) {
      for (int p = 0; p < m; p++) {
        for (int q = p + 1; q < m; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    return vectors;
  }

  private static boolean diagonal(double[][] matrix) {
    double inside = 0;
    double outside = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        double square = matrix[i][j] * matrix[i][j];
        inside += i == j ? square : 0;
        outside += i == j ? 0 : square;
      }
    }
    return outside <= NEGLIGIBLE * NEGLIGIBLE * inside;
  }

  private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
    if (matrix[p][q] == 0) {
      return;
    }
    double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
    double tangent =
        Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(Math.fma(theta, theta, 1)));
    double cosine = 1 / Math.sqrt(Math.fma(tangent, tangent, 1));
    double sine = tangent * cosine;
    for (int k = 0; k < matrix.length; k++) {
      double kp = matrix[k][p];
      double kq = matrix[k][q];
      matrix[k][p] = cosine * kp - sine * kq;
      matrix[k][q] = sine * kp + cosine * kq;
    }
    turn(matrix[p], matrix[q], cosine, sine);
    turn(vectors[p], vectors[q], cosine, sine);
  }

  private static void turn(double[] p, double[] q, double cosine, double sine) {
    for (int k = 0; k < p.length; k++) {
      double pk = p[k];
      double qk = q[k];
      p[k] = cosine * pk - sine * qk;
      q[k] = sine * pk + cosine * qk;
    }
  }
}
