package dev.carve.dashboard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/// What the body of a request is said to be.
final class MediaType {
  private MediaType() {}

  /// {@return type and subtype in lower case, without parameters; empty where nothing is said}
  static String of(RoutingContext context) {
    String contentType = context.request().headers().get(HttpHeaders.CONTENT_TYPE);
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
