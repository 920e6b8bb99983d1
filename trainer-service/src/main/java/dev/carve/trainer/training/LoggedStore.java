package dev.carve.trainer.training;

import dev.carve.core.training.ModelState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/// The in-memory store at the bottom of the state store: it marks each value that is written to the
/// changelog.
///
/// The cache above keeps a reference to the array that a model lives in, and hands it down when a
/// transaction is committed or memory is short; what changes in the array until then is logged with
/// it. So a model has to be put only when its array bears the mark, and not after every minibatch.
final class LoggedStore implements KeyValueStore<Bytes, byte[]> {
  private final KeyValueStore<Bytes, byte[]> store;

  private LoggedStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /// {@return makes stores of this name}
  ///
  /// @param name of the state store
  static KeyValueBytesStoreSupplier supplier(String name) {
    KeyValueBytesStoreSupplier inMemory = Stores.inMemoryKeyValueStore(name);
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new LoggedStore(inMemory.get());
      }

      @Override
      public String metricsScope() {
        return inMemory.metricsScope();
      }
    };
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    mark(value);
    store.put(key, value);
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    mark(value);
    return store.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> mark(entry.value));
    store.putAll(entries);
  }

  /// The log is written next, and so holds the mark as well.
  private static void mark(byte @Nullable [] value) {
    if (value != null) {
      ModelState.markLogged(value);
    }
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    return store.delete(key);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return store.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return store.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return store.all();
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    store.init(context, root);
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public boolean persistent() {
    return store.persistent();
  }

  @Override
  public boolean isOpen() {
    return store.isOpen();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return store.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return store.reverseAll();
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, S serializer) {
    return store.prefixScan(prefix, serializer);
  }

  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    store.commit(offsets);
  }

  @Override
  public Long committedOffset(TopicPartition partition) {
    return store.committedOffset(partition);
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return store.query(query, bound, config);
  }

  @Override
  public Position getPosition() {
    return store.getPosition();
  }
}
