package dev.carve.dashboard.web;

import io.vertx.ext.web.RoutingContext;

/// A parameter in the path of a route.
final class PathParameter {
  private PathParameter() {}

  /// The decoded value.
  ///
  /// @param name as the route's path names it
  /// @throws IllegalStateException if the route has no such parameter
  static String of(RoutingContext context, String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalStateException(
          "the route must name the parameter: name=%s, path=%s"
              .formatted(name, context.request().path()));
    }
    return value;
  }
}
