package dev.carve.benchmarks.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/// Does nothing with a minibatch but count it.
final class NoOpProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final AtomicLong consumed;

  NoOpProcessor(AtomicLong consumed) {
    this.consumed = consumed;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    consumed.setOpaque(consumed.getPlain() + 1);
  }
}
