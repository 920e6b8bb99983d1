package dev.carve.dashboard.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// One file of the page, ready to be sent: its bytes, the same compressed, and the tag that tells
/// them from others.
///
/// @param contentType its media type
/// @param content the bytes as they are
/// @param compressed the bytes as gzip has them; the same as `content` where that would not be
///   smaller
/// @param tag the entity tag without quotes
record StaticFile(String contentType, Buffer content, Buffer compressed, String tag) {

  /// A file of some bytes.
  static StaticFile of(String contentType, byte[] bytes) {
    byte[] gzip = gzip(bytes);
    Buffer content = Buffer.buffer(bytes);
    Buffer compressed = gzip.length < bytes.length ? Buffer.buffer(gzip) : content;
    return new StaticFile(contentType, content, compressed, tag(bytes));
  }

  /// Sends the file, or only says that the client has it already.
  ///
  /// @param cacheControl for how long the client may use it without asking again
  void send(HttpServerRequest request, String cacheControl) {
    HttpServerResponse response = request.response();
    boolean gzip = compressed.length() < content.length() && acceptsGzip(request);
    String entityTag = "\"%s%s\"".formatted(tag, gzip ? "-gzip" : "");
    MultiMap headers =
        response
            .headers()
            .set(HttpHeaders.ETAG, entityTag)
            .set(HttpHeaders.VARY, "accept-encoding")
            .set(HttpHeaders.CACHE_CONTROL, cacheControl)
            .set(HttpHeaders.CONTENT_ENCODING, gzip ? "gzip" : "identity");
    if (isKnown(request, entityTag)) {
      headers.remove(HttpHeaders.CONTENT_ENCODING);
      response.setStatusCode(304).end();
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    response.end(gzip ? compressed : content);
  }

  private static boolean acceptsGzip(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  private static boolean isKnown(HttpServerRequest request, String entityTag) {
    String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
    return known != null && (known.equals("*") || known.contains(entityTag));
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (OutputStream gzip = new BestGzip(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Takes its time, since every file is compressed only once.
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
