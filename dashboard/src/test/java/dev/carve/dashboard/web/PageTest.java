package dev.carve.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carve.dashboard.DashboardConfig;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final String IMPORT_MAP =
      "\n{\"imports\": {\"lit\": \"/webjars/lit/3.3.2/index.js\"}}\n";
  private static final String INDEX =
      "<!doctype html><script type=\"importmap\">" + IMPORT_MAP + "</script><p>Carve</p>";
  private static final String LIBRARY = "/webjars/lit-html/3.3.2/lit-html.js";

  @TempDir private Path webroot;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(webroot.resolve("index.html"), INDEX);
    Files.writeString(webroot.resolve("style.css"), "p { color: red }\n".repeat(100));
    Files.createDirectory(webroot.resolve("views"));
    Files.writeString(webroot.resolve("views").resolve("tile.js"), "export {};");
    Files.writeString(webroot.resolveSibling("secret.txt"), "secret");
    server = new TestServer(DashboardConfig.defaults().withWebroot(webroot));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldServeThePageAtTheRoot() throws Exception {
    TestServer.Answer answer = server.get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.body().toString()).isEqualTo(INDEX);
    assertThat(server.get("/views/tile.js").header("content-type"))
        .isEqualTo("text/javascript; charset=utf-8");
  }

  @Test
  void shouldNameAllModulesOfThePageFromTheStart() throws Exception {
    Files.writeString(
        webroot.resolve("index.html"),
        "<script type=\"importmap\">{\"imports\": {\"lit-html/\": \"/webjars/lit-html/3.3.2/\"}}</script>"
            + "<link rel=\"modulepreload\" href=\"/wanted.js\" /><script type=\"module\" src=\"/page.js\"></script>");
    Files.writeString(webroot.resolve("wanted.js"), "import './deepest.js';");
    Files.writeString(webroot.resolve("deepest.js"), "export {};");
    Files.writeString(
        webroot.resolve("page.js"),
        """
        import { tile } from './views/tile.js';
        import './nowhere.js';
        import {
          repeat,
        } from 'lit-html/directives/repeat.js';
        import unknown from 'unknown';
        const later = () => import('./later.js');
        """);
    Files.writeString(webroot.resolve("later.js"), "export {};");
    Files.writeString(
        webroot.resolve("views").resolve("tile.js"),
        "import '../page.js';\nexport * from '../deep.js';\n");
    Files.writeString(webroot.resolve("deep.js"), "export {};");

    String index = server.get("/").body().toString();

    assertThat(index)
        .containsSubsequence(
            "</script>",
            "<link rel=\"modulepreload\" href=\"/views/tile.js\" />",
            "<link rel=\"modulepreload\" href=\"/webjars/lit-html/3.3.2/directives/repeat.js\" />",
            "<link rel=\"modulepreload\" href=\"/deepest.js\" />",
            "<link rel=\"modulepreload\" href=\"/deep.js\" />",
            "<link rel=\"modulepreload\" href=\"/webjars/lit-html/3.3.2/lit-html.js\" />",
            "<script type=\"module\"")
        .containsOnlyOnce("/wanted.js")
        .doesNotContain("later.js", "nowhere.js", "unknown", "href=\"/page.js\"");
  }

  @Test
  void shouldAllowNoInlineCodeButTheImportMap() throws Exception {
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(IMPORT_MAP.getBytes(StandardCharsets.UTF_8)));

    assertThat(server.get("/").header("content-security-policy"))
        .contains("default-src 'self'", "script-src 'self' 'sha256-" + hash + "';")
        .contains("style-src 'self'", "connect-src 'self'", "object-src 'none'")
        .contains("base-uri 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(server.get("/?embed=1").header("content-security-policy"))
        .contains("frame-ancestors 'self' http://127.0.0.1:* http://localhost:*")
        .contains("sha256-" + hash)
        .doesNotContain("frame-ancestors 'none'");
    assertThat(server.get("/api/models").header("content-security-policy")).contains("sha256-");
    assertThat(server.get("/nothing").header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(server.get("/").header("referrer-policy")).isEqualTo("no-referrer");
  }

  @Test
  void shouldFollowThePageAsItIsEdited() throws Exception {
    server.get("/");
    Files.writeString(webroot.resolve("index.html"), "<p>edited</p>");

    TestServer.Answer edited = server.get("/");

    assertThat(edited.body()).hasToString("<p>edited</p>");
    assertThat(edited.header("content-security-policy")).contains("script-src 'self';");
  }

  @Test
  void shouldSayThatThePageIsUnchanged() throws Exception {
    TestServer.Answer first = server.get("/");

    TestServer.Answer second = server.get("/", Map.of("if-none-match", first.header("etag")));

    assertThat(first.header("cache-control")).isEqualTo("no-cache");
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.body().length()).isZero();
    assertThat(second.header("etag")).isEqualTo(first.header("etag"));
  }

  @Test
  void shouldLetBrowsersKeepLibraries() throws Exception {
    TestServer.Answer answer = server.get(LIBRARY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(answer.body().toString()).contains("export");
  }

  @Test
  void shouldCompressForThoseWhoCanRead() throws Exception {
    TestServer.Answer plain = server.get("/style.css");
    TestServer.Answer packed = server.get("/style.css", Map.of("accept-encoding", "gzip, br"));

    assertThat(plain.header("content-encoding")).isIn("", "identity");
    assertThat(packed.header("content-encoding")).isEqualTo("gzip");
    assertThat(packed.header("vary")).containsIgnoringCase("accept-encoding");
    assertThat(packed.body().length()).isLessThan(plain.body().length() / 5);
    try (GZIPInputStream unpacked =
        new GZIPInputStream(new ByteArrayInputStream(packed.body().getBytes()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body().getBytes());
    }
    assertThat(packed.header("etag")).isNotEqualTo(plain.header("etag"));
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws Exception {
    TestServer.Answer answer = server.request(HttpMethod.HEAD, "/", Map.of(), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("etag")).isNotEmpty();
    assertThat(answer.body().length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/views/..%2f..%2fsecret.txt",
        "/views",
        "/views/",
        "/webjars/",
        "/webjars/lit/3.3.2/",
        "/webjars/../../../META-INF/MANIFEST.txt",
        "/logback-test.xml",
        "/.hidden.js",
        "/dev/carve/dashboard/web/Page.class"
      })
  void shouldServeNothingElse(String path) throws Exception {
    TestServer.Answer answer = server.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }
}
