package dev.carve.sampler.sampling;

import dev.carve.core.event.ModelEvent;
import dev.carve.core.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes events on topic `events`, keyed by model, without waiting for them.
public final class EventPublisher implements Consumer<ModelEvent> {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);

  private final Producer<byte[], byte[]> producer;

  /// Publishes with this producer, which stays open.
  ///
  /// @param producer to any broker
  public EventPublisher(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  @Override
  public void accept(ModelEvent event) {
    byte[] key = event.model().getBytes(StandardCharsets.UTF_8);
    byte[] value = Topics.EVENTS.codec().encode(event);
    var _ =
        producer.send(
            new ProducerRecord<>(Topics.EVENTS.name(), key, value),
            (_, failure) -> {
              if (failure != null) {
                log.warn("An event was not published: {}", event.text(), failure);
              }
            });
  }
}
