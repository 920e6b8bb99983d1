package dev.carve.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trainer, running: Kafka Streams with exactly-once processing.
public final class TrainerService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrainerService.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  private static final int FETCH_BYTES = 8 << 20;

  private final TrainerIdentity identity;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics streamsMetrics;
  private final MeterRegistry registry;
  private final CountDownLatch running = new CountDownLatch(1);

  private TrainerService(TrainerIdentity identity, KafkaStreams streams, MeterRegistry registry) {
    this.identity = identity;
    this.streams = streams;
    this.streamsMetrics = new KafkaStreamsMetrics(streams);
    streams.setUncaughtExceptionHandler(TrainerService::replaceThread);
    streams.setStateListener((state, before) -> {
      log.info("State transition from {} to {}", before, state);
      if (state == KafkaStreams.State.RUNNING || state.hasCompletedShutdown()) {
        running.countDown();
      }
    });
    streams.setGlobalStateRestoreListener(new RestoreLog());
    this.registry = registry;
  }

  /// {@return starts training}
  ///
  /// @param config how the service runs
  /// @param registry where its meters are read
  public static TrainerService start(TrainerConfig config, MeterRegistry registry) {
    return start(config, registry, TrainerTopology.of(config, new TrainerMetrics(registry)));
  }

  /// {@return a trainer that is ready to begin; the topics need not exist yet}
  ///
  /// @param config how the service runs
  /// @param registry where its meters are read
  public static TrainerService prepare(TrainerConfig config, MeterRegistry registry) {
    return prepare(config, registry, TrainerTopology.of(config, new TrainerMetrics(registry)));
  }

  /// {@return starts a topology with the trainer's settings}
  ///
  /// @param config how the service runs
  /// @param registry where its meters are read
  /// @param topology what runs
  public static TrainerService start(
      TrainerConfig config, MeterRegistry registry, Topology topology) {
    TrainerService service = prepare(config, registry, topology);
    try {
      service.begin();
      return service;
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private static TrainerService prepare(
      TrainerConfig config, MeterRegistry registry, Topology topology) {
    ScalarKernelsWarning.logIfVectorUnitIsNotUsable();
    TrainerIdentity identity = TrainerIdentity.claim(config.stateDirectory());
    try {
      KafkaClientSupplier clients =
          new RestartableClients(config.applicationId() + "-" + identity.id());
      return new TrainerService(
          identity, new KafkaStreams(topology, properties(config, identity), clients), registry);
    } catch (RuntimeException e) {
      identity.close();
      throw e;
    }
  }

  /// Starts training. Called once.
  public void begin() {
    streams.start();
    streamsMetrics.bindTo(StreamsMeterFilter.over(registry));
  }

  /// Waits until partitions are assigned and state is restored.
  ///
  /// @param timeout how long at most
  /// @return whether the trainer consumes
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public boolean awaitRunning(Duration timeout) throws InterruptedException {
    return running.await(timeout.toMillis(), TimeUnit.MILLISECONDS) && isRunning();
  }

  /// {@return whether the trainer consumes}
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /* Leaving the group lets the next start take the partitions at once instead of waiting for the session to end. */
  @Override
  public void close() {
    streamsMetrics.close();
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!closed) {
      log.warn("The trainer did not stop within {}", CLOSE_TIMEOUT);
    }
    identity.close();
  }

  private static StreamThreadExceptionResponse replaceThread(Throwable failure) {
    log.error(
        "A stream thread failed and is replaced; its state comes from the changelog", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Properties properties(TrainerConfig config, TrainerIdentity identity) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streamThreads());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
    properties.put(
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 4L * config.maximumStateBytes());
    // More is not faster, and of large minibatches a backlog would fill the heap.
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 1_000);
    // What a task waits for at most, when its state is restored and no record comes meanwhile.
    properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
    properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, identity.id());
    consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    consumer(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    consumer(properties, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
    consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
    producer(properties, ProducerConfig.LINGER_MS_CONFIG, 5);
    producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, config.maximumStateBytes());
    producer(properties, ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * config.maximumStateBytes());
    producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    // What the next transaction waits when the one before, perhaps of a trainer that was killed, is
    // still being ended.
    producer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
    return properties;
  }

  private static void consumer(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.consumerPrefix(key), value);
  }

  private static void producer(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.producerPrefix(key), value);
  }
}
