package dev.carve.dashboard.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// Asks the sampler's own HTTP. Whatever goes wrong fails the future with a {@link
/// ProblemException}.
final class SamplerClient {
  private static final int CONNECT_TIMEOUT_MS = 2_000;
  private static final int ANSWER_TIMEOUT_MS = 30_000;
  private static final int TRANSFER_TIMEOUT_MS = 300_000;
  private static final int LARGEST_FRAME_BYTES = 64 << 20;

  private final URI samplerUrl;
  private final HttpClient http;
  private final WebSocketClient webSockets;

  SamplerClient(Vertx vertx, URI samplerUrl) {
    this.samplerUrl = samplerUrl;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setDecompressionSupported(true));
    this.webSockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxConnections(Integer.MAX_VALUE)
                .setMaxFrameSize(LARGEST_FRAME_BYTES)
                .setMaxMessageSize(LARGEST_FRAME_BYTES));
  }

  /// Asks for a resource; the answer has a status below 400, its body is still to come.
  ///
  /// @param uri path and query, below the sampler's base URL
  Future<HttpClientResponse> get(String uri) {
    return get(uri, "*/*");
  }

  /// Asks for a resource in one of the formats that it comes in.
  ///
  /// @param uri path and query, below the sampler's base URL
  /// @param accept the media type
  Future<HttpClientResponse> get(String uri, String accept) {
    return http.request(options(HttpMethod.GET, uri).putHeader(HttpHeaders.ACCEPT, accept))
        .compose(HttpClientRequest::send)
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(this::checkStatus);
  }

  /// Has it do something; the answer has a status below 400, its body is still to come.
  ///
  /// @param uri path and query, below the sampler's base URL
  /// @param body what the request says
  Future<HttpClientResponse> send(HttpMethod method, String uri, Buffer body) {
    return http.request(options(method, uri))
        .compose(request -> request.send(body))
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(this::checkStatus);
  }

  /// Asks for something large, which whoever gets it may take slowly.
  ///
  /// @param uri path and query, below the sampler's base URL
  Future<HttpClientResponse> download(String uri) {
    return http.request(options(HttpMethod.GET, uri).setIdleTimeout(TRANSFER_TIMEOUT_MS))
        .compose(HttpClientRequest::send)
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(this::checkStatus);
  }

  /// Sends something large; the answer has a status below 400, its body is still to come.
  ///
  /// @param uri path and query, below the sampler's base URL
  /// @param body paused until it is taken
  Future<HttpClientResponse> upload(String uri, HttpServerRequest body) {
    return http.request(options(HttpMethod.POST, uri).setIdleTimeout(TRANSFER_TIMEOUT_MS))
        .compose(request -> {
          String length = body.getHeader(HttpHeaders.CONTENT_LENGTH);
          if (length == null) {
            request.setChunked(true);
          } else {
            request.putHeader(HttpHeaders.CONTENT_LENGTH, length);
          }
          body.pipe().endOnFailure(false).to(request).onFailure(_ -> request.reset());
          return request.response();
        })
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(this::checkStatus);
  }

  private RequestOptions options(HttpMethod method, String uri) {
    return new RequestOptions()
        .setMethod(method)
        .setHost(samplerUrl.getHost())
        .setPort(port())
        .setURI(samplerUrl.getRawPath() + uri)
        .setIdleTimeout(ANSWER_TIMEOUT_MS);
  }

  /// Opens a WebSocket.
  ///
  /// @param uri path and query, below the sampler's base URL
  Future<WebSocket> connect(String uri) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(samplerUrl.getHost())
            .setPort(port())
            .setURI(samplerUrl.getRawPath() + uri);
    return webSockets
        .connect(options)
        .recover(failure ->
            Future.failedFuture(
                failure instanceof UpgradeRejectedException rejected
                    ? refused(rejected.getStatus(), Optional.ofNullable(rejected.getBody()))
                    : unavailable(failure)));
  }

  private int port() {
    return samplerUrl.getPort() > 0 ? samplerUrl.getPort() : 80;
  }

  private Future<HttpClientResponse> checkStatus(HttpClientResponse response) {
    if (response.statusCode() < 400) {
      return Future.succeededFuture(response);
    }
    return response
        .body()
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(body -> Future.failedFuture(refused(response.statusCode(), Optional.of(body))));
  }

  /// The sampler's own problem document where it sent one.
  private ProblemException refused(int status, Optional<Buffer> body) {
    return new ProblemException(
        body.flatMap(SamplerClient::parse)
            .map(document ->
                new Problem(
                    status,
                    document.getString("type", "about:blank"),
                    document.getString("title", "Refused by the sampler"),
                    document.getString("detail", ""),
                    new JsonObject()))
            .orElseGet(() ->
                Problem.of(502, "the sampler at %s answered %d".formatted(samplerUrl, status))));
  }

  private static Optional<JsonObject> parse(Buffer body) {
    try {
      return Optional.of(new JsonObject(body));
    } catch (DecodeException | ClassCastException _) {
      return Optional.empty();
    }
  }

  private ProblemException unavailable(Throwable failure) {
    boolean late = failure instanceof TimeoutException;
    return new ProblemException(
        Problem.of(
            late ? 504 : 503,
            "sampler-unavailable",
            "Sampler unavailable",
            "runs come from the sampler, which does not answer at %s: %s"
                .formatted(samplerUrl, failure.getMessage())));
  }
}
