package dev.carve.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class DashboardServiceTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void shouldServeBeforeKafkaIsThere() throws Exception {
    try (ServerSocket noKafka = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        DashboardService dashboard =
            DashboardService.start(
                DashboardConfig.defaults()
                    .withPort(0)
                    .withBootstrapServers("127.0.0.1:" + noKafka.getLocalPort()),
                registry)) {
      assertThat(get(dashboard, "health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(dashboard, "health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("carve.frames: waiting for Kafka");
      assertThat(get(dashboard, "api/models").body()).isEqualTo("{\"models\":[]}");
    }
  }

  @Test
  void shouldSayThatNothingIsLiveWithoutKafka() throws Exception {
    try (DashboardService dashboard =
        DashboardService.start(DashboardConfig.defaults().withPort(0).withoutKafka(), registry)) {
      assertThat(get(dashboard, "api/session").body())
          .contains("\"live\":false", "\"readOnly\":false");
      assertThat(get(dashboard, "health/ready").statusCode()).isEqualTo(200);
      assertThat(get(dashboard, "api/models").body()).isEqualTo("{\"models\":[]}");
    }
  }

  @Test
  void shouldMeasureWhatAnOperatorReads() throws Exception {
    try (DashboardService dashboard =
        DashboardService.start(
            DashboardConfig.defaults().withPort(0).withBootstrapServers("127.0.0.1:1"), registry)) {
      get(dashboard, "api/models");

      String metrics = get(dashboard, "metrics").body();

      assertThat(metrics)
          .contains("jvm_memory_used_bytes", "process_cpu_usage", "jvm_gc_live_data_size_bytes")
          .contains("vertx_http_server_response_time_seconds")
          .contains("dashboard_viewers{of=\"live\"} 0.0")
          .contains("dashboard_frames_sent_total", "dashboard_frames_conflated_total")
          .contains("dashboard_frame_age_seconds_bucket")
          .contains("kafka_producer_connection_count");
      assertThat(metrics.lines().filter(line -> line.startsWith("# TYPE kafka_")).count())
          .isBetween(1L, 20L);
    }
  }

  @Test
  void shouldShareARegistryThatAlreadyMeasuresTheProcess() {
    for (int start = 0; start < 2; start++) {
      DashboardService.start(
              DashboardConfig.defaults().withPort(0).withBootstrapServers("127.0.0.1:1"), registry)
          .close();
    }

    assertThat(registry.scrape()).containsOnlyOnce("# TYPE jvm_threads_live_threads ");
  }

  @Test
  void shouldNameThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      DashboardConfig config =
          DashboardConfig.defaults().withPort(port).withBootstrapServers("127.0.0.1:1");

      assertThatThrownBy(() -> DashboardService.start(config, registry))
          .isInstanceOf(DashboardStartException.class)
          .hasMessageContaining("port must be free: port=" + port)
          .hasMessageContaining("--port");
    }
  }

  @Test
  void shouldFreeThePortWhenItStops() throws Exception {
    DashboardService dashboard =
        DashboardService.start(
            DashboardConfig.defaults().withPort(0).withBootstrapServers("127.0.0.1:1"), registry);
    int port = dashboard.url().getPort();

    dashboard.close();

    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    dashboard.close();
  }

  private static HttpResponse<String> get(DashboardService dashboard, String path)
      throws Exception {
    URI uri = dashboard.url().resolve(path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
