package dev.carve.dashboard.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The page, its libraries and the OpenAPI document. Safe for any number of event loops.
public final class Page implements Handler<RoutingContext> {
  /*
   * Each file is read and compressed once, on a worker thread, and served from memory after that. Files of the page may
   * change with every build, so browsers ask for them again each time and mostly hear 304. Libraries carry their version
   * in their path and may be kept for good.
   *
   * A path is served only if it is made of plain names and ends in a known extension: that rules out directories, `..`
   * and everything else that happens to lie on the class path.
   */
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+");
  private static final Pattern VERSIONED_LIBRARY = Pattern.compile("/webjars/[^/]+/\\d[^/]*/.+");
  private static final String INDEX = "/index.html";
  private static final String REVALIDATE = "no-cache";
  private static final String KEEP = "public, max-age=31536000, immutable";
  private static final Map<String, String> CONTENT_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private final PageFiles files;
  private final StaticFile openApi;
  private final Map<String, StaticFile> inMemory = new ConcurrentHashMap<>();
  private volatile String contentSecurityPolicy;

  private Page(PageFiles files, StaticFile openApi, String contentSecurityPolicy) {
    this.files = files;
    this.openApi = openApi;
    this.contentSecurityPolicy = contentSecurityPolicy;
  }

  /// Reads what must be known before the first request.
  ///
  /// @param webroot a directory to read the page from, anew at every request, instead of the class
  ///   path
  /// @return the page
  /// @throws IOException if the page or the OpenAPI document cannot be read
  public static Page load(Optional<Path> webroot) throws IOException {
    PageFiles files = new PageFiles(webroot);
    String index = new String(files.read(INDEX).orElse(new byte[0]), StandardCharsets.UTF_8);
    StaticFile openApi = StaticFile.of("application/yaml", PageFiles.openApi());
    return new Page(files, openApi, ContentSecurityPolicy.of(index));
  }

  /// What the page may load, derived from index.html.
  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /// Serves the description of the HTTP API.
  void openApi(RoutingContext context) {
    openApi.send(context.request(), REVALIDATE);
  }

  @Override
  public void handle(RoutingContext context) {
    String path = context.normalizedPath().equals("/") ? INDEX : context.normalizedPath();
    StaticFile known = inMemory.get(path);
    if (known != null) {
      send(context, path, known);
    } else {
      contentType(path).ifPresentOrElse(type -> readAndSend(context, path, type), context::next);
    }
  }

  /// The media type of what a path names; empty if it can be no file of the page.
  static Optional<String> contentType(String path) {
    return PLAIN_PATH.matcher(path).matches()
        ? Optional.ofNullable(CONTENT_TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
        : Optional.empty();
  }

  private void readAndSend(RoutingContext context, String path, String contentType) {
    context
        .vertx()
        .executeBlocking(() -> read(path, contentType), false)
        .onSuccess(read -> read.ifPresentOrElse(file -> send(context, path, file), context::next))
        .onFailure(context::fail);
  }

  private Optional<StaticFile> read(String path, String contentType) throws IOException {
    Optional<byte[]> bytes = files.read(path);
    if (bytes.isPresent() && path.equals(INDEX)) {
      String index = new String(bytes.get(), StandardCharsets.UTF_8);
      contentSecurityPolicy = ContentSecurityPolicy.of(index);
      bytes = Optional.of(ModulePreloads.addTo(index, files).getBytes(StandardCharsets.UTF_8));
    }
    Optional<StaticFile> file = bytes.map(content -> StaticFile.of(contentType, content));
    if (files.isSettled(path)) {
      file.ifPresent(settled -> inMemory.put(path, settled));
    }
    return file;
  }

  private void send(RoutingContext context, String path, StaticFile file) {
    if (path.equals(INDEX)) {
      boolean embedded = "1".equals(context.request().getParam("embed"));
      context
          .response()
          .putHeader(
              "content-security-policy",
              embedded
                  ? ContentSecurityPolicy.embeddable(contentSecurityPolicy)
                  : contentSecurityPolicy);
    }
    file.send(context.request(), VERSIONED_LIBRARY.matcher(path).matches() ? KEEP : REVALIDATE);
  }
}
