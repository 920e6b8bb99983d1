package dev.carve.benchmarks.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// A script for the browser, kept beside these classes.
enum Script {
  WATCH_STEPS("watch-steps.js"),
  COUNT_DRAWS("count-draws.js"),
  COUNT_LOST_CONTEXTS("count-lost-contexts.js"),
  PLAYGROUND_STEPS("playground-steps.js");

  private final String file;

  Script(String file) {
    this.file = file;
  }

  /// Its source: a statement, or a function that Playwright calls.
  String text() {
    try (InputStream stream = Script.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the script must lie beside the classes: file=" + file);
      }
      // Playwright takes for a function only what is an expression.
      return new String(stream.readAllBytes(), UTF_8)
          .replaceFirst("(?s)^/\\*\\*.*?\\*/\\s*", "")
          .replaceFirst(";\\s*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
