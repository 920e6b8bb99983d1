package dev.carve.standalone.config;

import java.util.List;

/// The services that can be configured.
final class Services {
  static final List<String> NAMES = List.of("trainer", "sampler", "dashboard");

  private Services() {}
}
