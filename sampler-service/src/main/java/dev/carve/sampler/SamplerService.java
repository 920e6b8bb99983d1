package dev.carve.sampler;

import dev.carve.sampler.http.SamplerServer;
import dev.carve.sampler.journal.JournalIdentity;
import dev.carve.sampler.journal.RunJournals;
import dev.carve.sampler.journal.RunLibrary;
import dev.carve.sampler.journal.RunRetention;
import dev.carve.sampler.replay.FrameArchive;
import dev.carve.sampler.replay.MinibatchConsumer;
import dev.carve.sampler.replay.StepReconstruction;
import dev.carve.sampler.sampling.EventPublisher;
import dev.carve.sampler.sampling.FramePublisher;
import dev.carve.sampler.sampling.JournalAlarm;
import dev.carve.sampler.sampling.NewestEntries;
import dev.carve.sampler.sampling.NoteIntake;
import dev.carve.sampler.sampling.SnapshotConsumer;
import dev.carve.sampler.sampling.SnapshotIntake;
import dev.carve.sampler.sampling.SnapshotSampler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sampler, running: one thread journals, one draws, and an HTTP server answers.
public final class SamplerService implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(4);
  private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(10);
  private static final int LARGEST_RECORD = 64 << 20;
  private static final Logger log = LoggerFactory.getLogger(SamplerService.class);

  private final SamplerConfig config;
  private final Vertx vertx;
  private final RunRetention retention;
  private final ScheduledExecutorService retentionTimer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("carve-retention").daemon().factory());
  private final RunLibrary library;
  private final FrameArchive archive;
  private final KafkaClientMetrics consumerMetrics;
  private final SnapshotConsumer consumer;
  private final NewestEntries newest;
  private final FramePublisher publisher;
  private final CompletableFuture<SamplerServer> server;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread journalThread;
  private final Thread samplingThread;

  private SamplerService(SamplerConfig config, MeterRegistry registry) {
    SamplerMetrics metrics = new SamplerMetrics(registry);
    RunJournals journals = journals(config);
    this.config = config;
    this.newest = new NewestEntries(interval(config), System::nanoTime, metrics::skipped);
    metrics.watchLag(newest::lag);
    metrics.watchOpenJournals(journals::open);
    KafkaConsumer<byte[], byte[]> kafkaConsumer = new KafkaConsumer<>(consumerSettings(config));
    this.consumerMetrics = new KafkaClientMetrics(kafkaConsumer);
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerSettings(config));
    JournalAlarm alarm = new JournalAlarm(new EventPublisher(producer), Clock.systemUTC());
    metrics.watchFullDisk(alarm::isRaised);
    this.consumer =
        new SnapshotConsumer(
            kafkaConsumer,
            new SnapshotIntake(journals, newest, metrics),
            new NoteIntake(journals),
            alarm,
            metrics,
            Clock.systemUTC());
    this.publisher = new FramePublisher(producer, PUBLISH_TIMEOUT);
    this.journalThread = thread("carve-journal", consumer);
    this.samplingThread =
        thread(
            "carve-sampling", new SnapshotSampler(newest, publisher, config.gridPoints(), metrics));
    this.retention = new RunRetention(config.journalDirectory(), config.retention(), journals);
    this.library = new RunLibrary(config.journalDirectory(), Clock.systemUTC());
    this.archive = new FrameArchive(library, config.gridPoints(), Clock.systemUTC());
    this.vertx = Vertx.vertx(vertxOptions());
    this.server =
        SamplerServer.start(
                vertx,
                new SamplerServer.Parts(
                    library,
                    archive,
                    new StepReconstruction(
                        library, MinibatchConsumer.of(config.bootstrapServers())),
                    journals::delete,
                    metrics),
                config.httpHost(),
                config.httpPort())
            .toCompletionStage()
            .toCompletableFuture();
  }

  /// Starts the service. It answers over HTTP when this returns, and reads snapshots as soon as
  /// Kafka lets it.
  ///
  /// @param config how it runs
  /// @param registry where its meters are read
  /// @return the service, to be closed
  /// @throws IllegalStateException if the port cannot be listened on
  public static SamplerService start(SamplerConfig config, MeterRegistry registry) {
    SamplerService service = new SamplerService(config, registry);
    service.consumerMetrics.bindTo(registry);
    service.journalThread.start();
    service.samplingThread.start();
    service.startRetention();
    service.listen();
    log.info(
        "The sampler answers at {}, journal in {}", service.httpUrl(), config.journalDirectory());
    return service;
  }

  private void startRetention() {
    long intervalMs = config.retentionInterval().toMillis();
    var _ =
        retentionTimer.scheduleWithFixedDelay(
            this::applyRetention, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
  }

  private void applyRetention() {
    try {
      retention.apply(Instant.now());
    } catch (RuntimeException | InternalError e) {
      log.warn("Old days of the journal were not thinned; they are tried again later", e);
    }
  }

  private void listen() {
    try {
      server.join();
    } catch (CompletionException e) {
      close();
      throw new IllegalStateException(
          "the sampler must have its port: host=%s, port=%d, %s"
              .formatted(config.httpHost(), config.httpPort(), e.getCause()),
          e);
    }
  }

  /// Where it answers.
  ///
  /// @return the base URL
  public URI httpUrl() {
    return URI.create("http://%s:%d".formatted(config.httpHost(), server.join().port()));
  }

  /// {@return its runs, for others in this process; closed with the service}
  public RunLibrary library() {
    return library;
  }

  /// {@return whether snapshots are journalled and drawn}
  public boolean isRunning() {
    return journalThread.isAlive() && samplingThread.isAlive();
  }

  /// Stops: what was read is journalled, the newest of each model drawn. Closing again does
  /// nothing.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    retentionTimer.shutdown();
    consumer.stop();
    join(journalThread);
    newest.close();
    join(samplingThread);
    consumerMetrics.close();
    publisher.close();
    closeServer();
    archive.close();
    library.close();
  }

  private void closeServer() {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      log.warn("The HTTP server did not stop within {}", STOP_TIMEOUT, e);
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        log.warn("{} did not end within {} and is interrupted", thread.getName(), STOP_TIMEOUT);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofPlatform()
        .name(name)
        .uncaughtExceptionHandler((thread, failure) ->
            log.error("{} ended, the sampler stands still", thread.getName(), failure))
        .unstarted(work);
  }

  private static RunJournals journals(SamplerConfig config) {
    return new RunJournals(
        config.journalDirectory(),
        new RunJournals.Limits(
            config.openJournals(), config.journalIdleTime(), config.reservedDiskBytes()),
        Clock.systemUTC());
  }

  private static Duration interval(SamplerConfig config) {
    return Duration.ofNanos((long) (1e9 / config.framesPerSecond()));
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  /* A member that comes back under its old name is given its partitions at once, also after it was killed. */
  private static Map<String, Object> consumerSettings(SamplerConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    String identity = "carve-sampler-" + JournalIdentity.of(config.journalDirectory());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId().orElse(identity));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, identity);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "carve-sampler");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return settings;
  }

  private static Map<String, Object> producerSettings(SamplerConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "carve-sampler");
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_RECORD);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PUBLISH_TIMEOUT.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PUBLISH_TIMEOUT.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PUBLISH_TIMEOUT.toMillis());
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }
}
