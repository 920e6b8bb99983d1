package dev.carve.trainer.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carve.core.event.Example;
import dev.carve.core.event.Example.Label;
import dev.carve.core.event.Floats;
import dev.carve.core.event.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class ExampleFeederTest {
  private static final FeedProgress.Listener NOBODY = progress -> {};

  private final AtomicLong nowNs = new AtomicLong();
  private final MockProducer<byte[], byte[]> producer = producer(true);
  private final ExampleFeeder feeder =
      new ExampleFeeder(producer, nowNs::get, nanos -> nowNs.addAndGet(nanos));

  @Test
  void shouldSendExamplesInTheirOrderUnderTheModelsName() {
    List<Example> examples = examples(3);
    FeedProgress end = feeder.feed(source(examples), "spirals", Double.POSITIVE_INFINITY, NOBODY);
    assertThat(end.examples()).isEqualTo(3);
    assertThat(sent()).isEqualTo(examples);
    assertThat(producer.history())
        .allSatisfy(record -> {
          assertThat(record.topic()).isEqualTo(Topics.EXAMPLES.name());
          assertThat(record.key()).isEqualTo("spirals".getBytes(UTF_8));
        });
  }

  @Test
  void shouldFollowTheModelThatAnExampleNames() {
    Example other = new Example("other", Floats.of(1), new Label.Index(0), "", null, false);
    feeder.feed(source(List.of(other)), "spirals", Double.POSITIVE_INFINITY, NOBODY);
    assertThat(producer.history().getFirst().key()).isEqualTo("other".getBytes(UTF_8));
  }

  @Test
  void shouldKeepTheRateAndReportIt() {
    List<FeedProgress> reports = new ArrayList<>();
    FeedProgress end = feeder.feed(source(examples(5_000)), "spirals", 1_000, reports::add);
    assertThat(nowNs.get() * 1e-9).isCloseTo(5, within(0.02));
    assertThat(end.perSecond()).isCloseTo(1_000, within(5.0));
    assertThat(reports).hasSizeBetween(20, 26).last().isEqualTo(end);
    assertThat(reports.get(5).perSecond()).isCloseTo(1_000, within(120.0));
    assertThat(reports).extracting(FeedProgress::examples).isSorted();
  }

  @Test
  void shouldStopSoon() {
    SyntheticSource endless = new SyntheticSource(new SyntheticShape.Xor(), new Drift.None(), 0, 1);
    FeedProgress end =
        feeder.feed(
            endless,
            "xor",
            1_000,
            progress -> {
              if (progress.elapsedNs() > TimeUnit.SECONDS.toNanos(1)) {
                feeder.stop();
              }
            });
    assertThat(end.examples()).isBetween(1_000L, 1_300L);
    assertThat(endless.position()).isEqualTo(end.examples());
    assertThat(producer.history()).hasSize((int) end.examples());
    assertThat(producer.flushed()).isTrue();
  }

  @Test
  void shouldFollowARateThatIsChangedMeanwhile() {
    FeedRate rate = new FeedRate(100);
    FeedProgress end =
        feeder.feed(
            source(examples(1_200)),
            "spirals",
            rate,
            progress -> {
              if (progress.elapsedNs() > TimeUnit.SECONDS.toNanos(3)) {
                rate.set(1_000);
              } else if (progress.elapsedNs() > TimeUnit.SECONDS.toNanos(2)) {
                rate.set(0);
              }
            });
    assertThat(end.examples()).isEqualTo(1_200);
    assertThat(nowNs.get() * 1e-9).isCloseTo(4, within(0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feeder.feed(source(examples(1)), "spirals", 0, NOBODY))
        .withMessage("rate must be above 0: rate=0.0");
  }

  @Test
  void shouldMarkTheEndOfTheInput() {
    feeder.markEndOfInput("spirals");
    assertThat(sent()).containsExactly(Example.endOfInputMark());
  }

  @Test
  void shouldSayWhyAnExampleWasNotTaken() {
    MockProducer<byte[], byte[]> failing = producer(false);
    ExampleFeeder failingFeeder =
        new ExampleFeeder(failing, nowNs::get, nanos -> nowNs.addAndGet(nanos));
    ExampleSource source =
        source(
            examples(10),
            given -> {
              if (given == 5) {
                failing.errorNext(new TimeoutException("no broker for 120 s"));
              }
            });
    assertThatExceptionOfType(FeedFailedException.class)
        .isThrownBy(() -> failingFeeder.feed(source, "spirals", Double.POSITIVE_INFINITY, NOBODY))
        .withMessage("example was not taken: topic=carve.examples, reason=no broker for 120 s");
    assertThat(failing.history()).hasSizeLessThan(10);
  }

  @Test
  void shouldNeitherLoseNorReorderNorRepeatExamples() {
    assertThat(ExampleFeeder.producerConfig("127.0.0.1:9092", "feeder"))
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
  }

  private List<Example> sent() {
    return producer.history().stream()
        .map(ProducerRecord::value)
        .map(Topics.EXAMPLES.codec()::decode)
        .toList();
  }

  private static MockProducer<byte[], byte[]> producer(boolean completes) {
    return new MockProducer<>(
        completes, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<Example> examples(int count) {
    List<Example> examples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      examples.add(Example.labelled(Floats.of(index), new Label.Index(index % 2)));
    }
    return examples;
  }

  private static ExampleSource source(List<Example> examples) {
    return source(examples, given -> {});
  }

  private interface Given {
    void count(int given);
  }

  private static ExampleSource source(List<Example> examples, Given listener) {
    return new ExampleSource() {
      private int given;

      @Override
      public Optional<Example> next() {
        listener.count(given);
        return given < examples.size() ? Optional.of(examples.get(given++)) : Optional.empty();
      }

      @Override
      public void close() {}
    };
  }
}
