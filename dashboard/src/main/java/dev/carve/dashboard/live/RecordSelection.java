package dev.carve.dashboard.live;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which of the records of one poll are worth decoding.
enum RecordSelection {
  /// All of them.
  EVERY_RECORD {
    @Override
    Iterable<ConsumerRecord<byte[], byte[]>> of(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
      return polled;
    }
  },
  /// Only the newest of each key: what a newer one replaces would be decoded for nothing.
  NEWEST_PER_MODEL {
    @Override
    Iterable<ConsumerRecord<byte[], byte[]>> of(Iterable<ConsumerRecord<byte[], byte[]>> polled) {
      return newestPerKey(polled);
    }
  };

  abstract Iterable<ConsumerRecord<byte[], byte[]>> of(
      Iterable<ConsumerRecord<byte[], byte[]>> polled);

  private static Collection<ConsumerRecord<byte[], byte[]>> newestPerKey(
      Iterable<ConsumerRecord<byte[], byte[]>> polled) {
    Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> newest = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      byte[] key = record.key();
      newest.put(ByteBuffer.wrap(key == null ? new byte[0] : key), record);
    }
    return newest.values();
  }
}
