package dev.carve.trainer;

import dev.carve.core.matrix.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the operator, once a start, when training does without the vector unit.
final class ScalarKernelsWarning {
  private static final Logger log = LoggerFactory.getLogger(ScalarKernelsWarning.class);

  private ScalarKernelsWarning() {}

  static void logIfVectorUnitIsNotUsable() {
    if (!Kernels.isVectorUnitUsable()) {
      log.warn(
          "Training uses the scalar kernels: same results, several times slower. Start Java with --add-modules jdk.incubator.vector for the vector unit.");
    }
  }
}
