package dev.carve.dashboard.live;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that keeps reading one topic, whatever happens to Kafka, until it is closed.
///
/// A failure makes it begin anew with another consumer, after a pause; what was read before is read
/// again, which does no harm to newest values.
///
/// @param <T> the domain type of the record values
final class TopicConsumer<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicConsumer.class);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration PARTITION_REFRESH = Duration.ofSeconds(30);

  private final KafkaClients clients;
  private final TopicReader.Subscription<T> subscription;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile ConsumerStatus status;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;

  TopicConsumer(
      KafkaClients clients, TopicReader.Subscription<T> subscription, InstantSource clock) {
    this.clients = clients;
    this.subscription = subscription;
    this.clock = clock;
    this.status = ConsumerStatus.starting(subscription.topic().name(), clock.instant());
    this.thread = Thread.ofPlatform().daemon().name(threadName()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  ConsumerStatus status() {
    return status;
  }

  private String threadName() {
    return "dashboard-" + subscription.topic().name();
  }

  private void run() {
    while (!isClosing()) {
      try (Consumer<byte[], byte[]> opened = clients.consumer(threadName());
          KafkaClientMetrics _ = clients.meters(opened)) {
        consumer = opened;
        read(new TopicReader<>(opened, subscription, clock));
      } catch (WakeupException _) {
        log.debug("Woken up to close: {}", threadName());
      } catch (KafkaException e) {
        fail(e);
        pause();
      }
    }
  }

  private void read(TopicReader<T> reader) {
    Instant nextRefresh = Instant.MIN;
    while (!isClosing()) {
      if (!clock.instant().isBefore(nextRefresh)) {
        if (!reader.assign(KAFKA_TIMEOUT)) {
          status = status.failed("the topic does not exist yet");
          pause();
          continue;
        }
        nextRefresh = clock.instant().plus(PARTITION_REFRESH);
      }
      status = reader.poll(POLL_TIMEOUT);
    }
  }

  private void fail(KafkaException e) {
    String failure = String.valueOf(e.getMessage());
    if (!failure.equals(status.failure())) {
      log.warn("Cannot read {}, trying again: {}", subscription.topic().name(), failure);
    }
    status = status.failed(failure);
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      boolean _ = closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      closing.countDown();
    }
  }

  /// Ends the thread, if it was started, and waits for it a short while.
  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(Duration.ofSeconds(3))) {
        log.warn("Still closing: {}", threadName());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
