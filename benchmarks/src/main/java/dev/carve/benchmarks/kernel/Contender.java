package dev.carve.benchmarks.kernel;

import dev.carve.benchmarks.measurement.ChildJvm;
import dev.carve.benchmarks.measurement.ChildJvm.Command;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One of those whose steps are compared.
///
/// @param name what it is called in results
/// @param workload name of its class
/// @param options flags of its JVM
/// @param classPath its class path
record Contender(String name, String workload, List<String> options, String classPath) {
  private static final String PEERS = "dev.carve.benchmarks.peers.";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// Carve with its vector kernels, and without: the scalar ones work where the module is missing.
  static List<Contender> ofCarve() {
    return ofCarve(SgdStep.class);
  }

  /// Carve evaluating surfaces, likewise.
  static List<Contender> surfacesOfCarve() {
    return ofCarve(SurfaceFrames.class);
  }

  private static List<Contender> ofCarve(Class<? extends Workload> carve) {
    List<String> options = ChildJvm.ownOptions();
    List<String> scalarOptions =
        options.stream().filter(option -> !option.contains(VECTOR_MODULE)).toList();
    String workload = carve.getName();
    return List.of(
        new Contender("Carve, vector kernels", workload, options, ChildJvm.ownClassPath()),
        new Contender("Carve, scalar kernels", workload, scalarOptions, ChildJvm.ownClassPath()));
  }

  /// The other libraries, on a class path that has theirs too.
  ///
  /// @param libraries directory of their jars
  static List<Contender> peers(Path libraries) {
    return List.of(
        peer("PyTorch (DJL), autograd", "PyTorchAutograd", libraries),
        peer("PyTorch (DJL), by hand", "PyTorchByHand", libraries),
        peer("TensorFlow Java", "TensorFlowGraph", libraries));
  }

  /// The other libraries passing a grid's points through the network.
  ///
  /// @param libraries directory of their jars
  static List<Contender> surfacesOfPeers(Path libraries) {
    return List.of(
        peer("PyTorch (DJL)", "PyTorchSurfaces", libraries),
        peer("DL4J", "Dl4jSurfaces", libraries));
  }

  private static Contender peer(String name, String workload, Path libraries) {
    List<String> options = new ArrayList<>(ChildJvm.ownOptions());
    // Native libraries come from the jars alone, and nothing is reported home.
    options.add("-Dai.djl.offline=true");
    options.add("-DOPT_OUT_TRACKING=true");
    options.add("-DENGINE_CACHE_DIR=" + libraries.resolveSibling("native"));
    options.add("-DDJL_CACHE_DIR=" + libraries.resolveSibling("native"));
    options.add("-Dorg.bytedeco.javacpp.cachedir=" + libraries.resolveSibling("native"));
    options.add("-Dorg.bytedeco.javacpp.platform.extension=-avx2");
    String classPath =
        ChildJvm.ownClassPath() + File.pathSeparator + libraries + File.separator + "*";
    return new Contender(name, PEERS + workload, options, classPath);
  }

  /// What a core can do at most.
  static Contender peak() {
    return new Contender(
        "FMA peak", FmaPeak.class.getName(), ChildJvm.ownOptions(), ChildJvm.ownClassPath());
  }

  ChildJvm start(String network, int batchSize, Path logs) {
    return ChildJvm.start(
        new Command(
            name.replaceAll("[^A-Za-z]+", "-"),
            options,
            classPath,
            WorkloadMain.class.getName(),
            List.of(workload, network, Integer.toString(batchSize))),
        logs);
  }
}
