package dev.carve.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the page's files are. Reading blocks.
///
/// @param webroot a directory that holds the page instead of the class path
record PageFiles(Optional<Path> webroot) {
  private static final String LIBRARIES = "/webjars/";

  /// The bytes of a file as browsers need them, if there is one.
  ///
  /// @param path plain names joined by `/`, beginning with one
  Optional<byte[]> read(String path) throws IOException {
    if (path.startsWith(LIBRARIES)) {
      return readResource("/META-INF/resources" + path);
    }
    Optional<byte[]> file =
        webroot.isPresent()
            ? readFile(webroot.get().resolve(path.substring(1)))
            : readResource("/webroot" + path);
    return path.endsWith(".js") || path.endsWith(".css") ? file.map(SourceText::stripped) : file;
  }

  /// Whether a file read once stays as it is.
  boolean isSettled(String path) {
    return webroot.isEmpty() || path.startsWith(LIBRARIES);
  }

  static byte[] openApi() throws IOException {
    return readResource("/openapi/openapi.yaml")
        .orElseThrow(() -> new IOException("the jar must hold /openapi/openapi.yaml"));
  }

  private static Optional<byte[]> readFile(Path file) throws IOException {
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private static Optional<byte[]> readResource(String name) throws IOException {
    try (InputStream resource = PageFiles.class.getResourceAsStream(name)) {
      return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
    }
  }
}
