package dev.carve.dashboard.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Lets in only requests that were meant for this server and, where they act or stream, that come
/// from its own page.
final class SameOriginPolicy implements Handler<RoutingContext> {
  /*
   * A page of a stranger can make a browser send requests here. Two checks keep it out:
   *
   * Host. A name that a stranger controls may resolve to 127.0.0.1 ("DNS rebinding"), which would make his page and this
   * server one origin. The Host header then still holds his name: only loopback names and the bound host pass.
   *
   * Origin. Browsers do not ask before they open a WebSocket or post a simple form across origins, but they say where the
   * page came from. It must be this very host and port. Programs that are no browsers send no Origin and may pass.
   */
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final String boundHost;

  SameOriginPolicy(String boundHost) {
    this.boundHost = boundHost;
  }

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    String origin = context.request().getHeader("origin");
    if (authority == null || !isOwnHost(authority.host())) {
      throw new ProblemException(
          Problem.of(
              421,
              "host must be a loopback name or the host the dashboard is bound to: host=%s"
                  .formatted(authority)));
    }
    if (origin != null && actsOrStreams(context) && !isOwnOrigin(origin, authority)) {
      throw new ProblemException(
          Problem.of(
              403,
              "origin must be the dashboard's own page: origin=%s, host=%s"
                  .formatted(origin, authority)));
    }
    context.next();
  }

  private boolean isOwnHost(String host) {
    if (host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase(boundHost)) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(withoutBrackets(host)).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean actsOrStreams(RoutingContext context) {
    HttpMethod method = context.request().method();
    return !READING.contains(method) || context.request().headers().contains("upgrade");
  }

  private static boolean isOwnOrigin(String origin, HostAndPort authority) {
    return parse(origin)
        .filter(uri -> uri.getHost() != null)
        .filter(uri ->
            withoutBrackets(uri.getHost()).equalsIgnoreCase(withoutBrackets(authority.host())))
        .filter(uri -> portOf(uri) == (authority.port() > 0 ? authority.port() : 80))
        .isPresent();
  }

  private static Optional<URI> parse(String origin) {
    try {
      return Optional.of(URI.create(origin));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int portOf(URI uri) {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
