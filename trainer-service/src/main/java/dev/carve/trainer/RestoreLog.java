package dev.carve.trainer;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says when state is read back from the changelog, which a trainer does before it trains.
final class RestoreLog implements StateRestoreListener {
  private static final Logger log = LoggerFactory.getLogger(RestoreLog.class);

  @Override
  public void onRestoreStart(
      TopicPartition partition, String store, long startingOffset, long endingOffset) {
    log.info(
        "Restoring {} of partition {} from offset {} to {}",
        store,
        partition.partition(),
        startingOffset,
        endingOffset);
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long count) {
    // Said at the end.
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long count) {
    log.info("Restored {} of partition {}: {} records", store, partition.partition(), count);
  }
}
