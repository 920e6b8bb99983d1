package dev.carve.dashboard.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/// Why a request could not be served, as a problem document (RFC 9457).
///
/// @param status the HTTP status, 400 to 599
/// @param type what kind of problem it is: `about:blank` when the status says it all
/// @param title the kind of problem in a few words, the same for all of its kind
/// @param detail what happened here, and what to do about it
/// @param extensions further members, such as the mistakes of a spec
record Problem(int status, String type, String title, String detail, JsonObject extensions) {

  static final String CONTENT_TYPE = "application/problem+json";

  /// A problem that its status explains.
  static Problem of(int status, String detail) {
    return new Problem(
        status,
        "about:blank",
        HttpResponseStatus.valueOf(status).reasonPhrase(),
        detail,
        new JsonObject());
  }

  /// A problem of Carve's own.
  ///
  /// @param kind lower-case words joined by hyphens
  static Problem of(int status, String kind, String title, String detail) {
    return new Problem(status, "urn:carve:problem:" + kind, title, detail, new JsonObject());
  }

  /// The same problem with one member more.
  Problem with(String member, Object value) {
    return new Problem(status, type, title, detail, extensions.copy().put(member, value));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("type", type)
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .mergeIn(extensions);
  }

  /// Answers with this problem, unless an answer is already under way or the client has gone.
  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("content-type", CONTENT_TYPE)
        .putHeader("cache-control", "no-store")
        .end(toJson().toBuffer());
  }
}
