package dev.carve.dashboard.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells browsers from the start which modules the page is made of: else they find them one
/// generation after the other, a journey to the server for each.
///
/// They are listed as `modulepreload` links (HTML standard, 4.6.7.13) below the import map. What is
/// imported when it is needed, by `import(…)`, is not among them, unless the index itself has a
/// link to it.
final class ModulePreloads {
  private static final Pattern FIRST =
      Pattern.compile("<script\\s+type=\"module\"\\s+src=\"(/[^\"]+)\"");
  private static final Pattern LINK =
      Pattern.compile("<link\\s+rel=\"modulepreload\"\\s+href=\"(/[^\"]+)\"");
  private static final Pattern IMPORT =
      Pattern.compile("(?<![\\w.$])(?:import|export)\\b[\\w*{}\\s,$]*?[\"']([^\"']+)[\"']");

  private final Map<String, Object> importMap;
  private final PageFiles files;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> found = new LinkedHashSet<>();

  private ModulePreloads(Map<String, Object> importMap, PageFiles files) {
    this.importMap = importMap;
    this.files = files;
  }

  /// The index with links to all modules that its first one imports, and those import; the same
  /// where it has none.
  ///
  /// @param index the text of index.html
  /// @param files where the modules are
  static String addTo(String index, PageFiles files) throws IOException {
    Matcher first = FIRST.matcher(index);
    if (!first.find()) {
      return index;
    }
    ModulePreloads preloads = new ModulePreloads(importsOf(index), files);
    preloads.known.add(first.group(1));
    LINK.matcher(index).results().forEach(link -> preloads.known.add(link.group(1)));
    preloads.follow();
    String links =
        preloads.found.stream()
            .map("<link rel=\"modulepreload\" href=\"%s\" />"::formatted)
            .collect(Collectors.joining());
    return index.substring(0, first.start()) + links + index.substring(first.start());
  }

  private static Map<String, Object> importsOf(String index) {
    Optional<String> text = ContentSecurityPolicy.importMapOf(index);
    if (text.isEmpty()) {
      return Map.of();
    }
    try {
      return new JsonObject(text.get()).getJsonObject("imports", new JsonObject()).getMap();
    } catch (DecodeException _) {
      return Map.of();
    }
  }

  private void follow() throws IOException {
    Deque<String> waiting = new ArrayDeque<>(known);
    while (!waiting.isEmpty()) {
      String module = waiting.remove();
      Optional<byte[]> source = files.read(module);
      if (source.isEmpty()) {
        found.remove(module);
        continue;
      }
      Matcher imports = IMPORT.matcher(new String(source.get(), StandardCharsets.UTF_8));
      while (imports.find()) {
        pathOf(imports.group(1), module)
            .filter(path -> Page.contentType(path).isPresent())
            .filter(known::add)
            .ifPresent(path -> {
              found.add(path);
              waiting.add(path);
            });
      }
    }
  }

  /// Where a module is that another one imports; empty for what no module can be named.
  private Optional<String> pathOf(String name, String importer) {
    if (name.startsWith(".") || name.startsWith("/")) {
      return Optional.of(URI.create(importer).resolve(name).getPath());
    }
    if (importMap.get(name) instanceof String path) {
      return Optional.of(path);
    }
    int slash = name.indexOf('/') + 1;
    while (slash > 0) {
      if (importMap.get(name.substring(0, slash)) instanceof String directory) {
        return Optional.of(directory + name.substring(slash));
      }
      slash = name.indexOf('/', slash) + 1;
    }
    return Optional.empty();
  }
}
