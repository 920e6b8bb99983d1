package dev.carve.standalone.replay;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A dashboard that somebody else runs.
public final class RunningPage {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int OK = 200;

  private RunningPage() {}

  /// {@return whether a dashboard answers there that can show a run}
  ///
  /// @param url where it would be
  /// @param run the run's name
  public static boolean knows(URI url, String run) {
    String path = "/api/runs/" + URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20");
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
