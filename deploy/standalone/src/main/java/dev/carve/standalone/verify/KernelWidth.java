package dev.carve.standalone.verify;

import java.util.ArrayList;
import java.util.List;

/// Which kernels a JVM trains with.
enum KernelWidth {
  WIDEST("the widest lanes", ""),
  BITS_256("256-bit lanes", "-XX:MaxVectorSize=32"),
  BITS_128("128-bit lanes", "-XX:MaxVectorSize=16"),
  SCALAR("scalar kernels", "");

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final String text;
  private final String option;

  KernelWidth(String text, String option) {
    this.text = text;
    this.option = option;
  }

  String text() {
    return text;
  }

  /// The options of a JVM that trains with these kernels.
  List<String> applyTo(List<String> jvmOptions) {
    List<String> options = new ArrayList<>(jvmOptions);
    if (this == SCALAR) {
      // Without the module; classes that were archived with it cannot be shared then.
      options.removeIf(
          option -> option.contains(VECTOR_MODULE) || option.contains("SharedArchive"));
    }
    if (!option.isEmpty()) {
      options.add(option);
    }
    return options;
  }
}
