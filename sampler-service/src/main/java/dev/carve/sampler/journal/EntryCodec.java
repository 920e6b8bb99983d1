package dev.carve.sampler.journal;

import dev.carve.core.event.Continuation;
import dev.carve.core.event.Floats;
import dev.carve.core.event.InputStatistics;
import dev.carve.core.event.Ints;
import dev.carve.core.event.Lineage;
import dev.carve.core.event.MalformedEventException;
import dev.carve.core.event.ParameterSnapshot;
import dev.carve.core.event.RecentExamples;
import dev.carve.core.event.TrainingState;
import dev.carve.core.surface.SurfacePlane;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Entries as excerpts of a Chronicle Queue, version 1, little-endian.
///
/// A *key entry* stands alone. Every other entry leaves out what the last key entry before it says:
/// names, spec and plane, and every figure that can be predicted from it. Both start with figures
/// that can be read without the tensors.
///
/// ```
///  0  u32     CRC32C of all that follows
///  4  u8      version = 1
///  5  u8      flags, see below
///  6  varint  step
///             key entry                          | other entry
///     i64     time, µs since 1970                | varint  entries since the key entry
///     varint  examplesSeen                       | signed  time − key's time, µs
///     signed  inputOffset                        | [varint examplesSeen]  if not key's + steps × examplesPerStep
///     f64     learningRate                       | [signed inputOffset]   if not key's + steps
///     varint  examplesPerStep                    | [f64    learningRate]  if not key's
///     f64     loss
///     f64     accuracy
///     signed  inputPartition                     |
///     varint  inputs d, parameters p             |
///     text    model, run, spec                   |
///     plane   see PlaneBytes                     |
///     [f64    learningRateScale                  |
///      varint steadySince                        |
///      text parentRun, varint parentStep         |
///      text follows]                             |
///     [varint count of the input statistics]     if not examplesSeen
///     varint  n examples: all that are shown     | n examples: those that this entry brings
///     signed  labels[n]
///     f32     features[n, inputs]
///     f64     mean[d], m2[d]
///     f32     parameters[p]
///     [varint s, then f32 optimizerState[s]]
/// ```
///
/// Flags: 1 key entry; 2 and 4 the state (0 training, 1 frozen, 2 diverged); 8 learningRate, 16
/// examplesSeen and 32 inputOffset are given; 64 the count of the input statistics is given; 128
/// what is needed to go on from here is given: what the optimizer remembers, and in a key entry
/// also what it says of the run.
final class EntryCodec {
  /// So many first bytes of an excerpt hold its facts.
  static final int FACTS_BYTES = 96;

  private static final int VERSION = 1;
  private static final int SHORTEST = 8;
  private static final int KEY = 1;
  private static final int STATE_SHIFT = 1;
  private static final int STATE_MASK = 3;
  private static final int LEARNING_RATE = 8;
  private static final int EXAMPLES_SEEN = 16;
  private static final int INPUT_OFFSET = 32;
  private static final int COUNT = 64;
  private static final int CONTINUATION = 128;

  private EntryCodec() {}

  /// The first few fields of an excerpt.
  ///
  /// @param flags how the rest is to be read
  /// @param step SGD steps taken
  /// @param sinceKey entries since the key entry, 0 for a key entry itself
  record Head(int flags, long step, long sinceKey) {
    boolean isKey() {
      return (flags & KEY) != 0;
    }

    private boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  static EntryFacts facts(ParameterSnapshot snapshot) {
    return new EntryFacts(
        snapshot.step(),
        ChronoUnit.MICROS.between(Instant.EPOCH, snapshot.time()),
        snapshot.examplesSeen(),
        snapshot.inputOffset(),
        snapshot.learningRate(),
        snapshot.loss(),
        snapshot.accuracy());
  }

  /// Writes a key entry.
  ///
  /// @param shown all examples that are shown with it
  static void writeKey(
      KeyEntry key, ParameterSnapshot snapshot, RecentExamples shown, EntryBuffer into) {
    EntryFacts facts = key.facts();
    boolean continuation = key.continuation().isKnown() || !key.lineage().equals(Lineage.none());
    writeStart(KEY | flags(snapshot) | (continuation ? CONTINUATION : 0), facts.step(), into);
    into.writeLong(facts.timeUs());
    into.writeVarint(facts.examplesSeen());
    into.writeSigned(facts.inputOffset());
    into.writeDouble(facts.learningRate());
    into.writeVarint(key.examplesPerStep());
    into.writeDouble(facts.loss());
    into.writeDouble(facts.accuracy());
    into.writeSigned(key.inputPartition());
    into.writeVarint(key.inputs());
    into.writeVarint(key.parameters());
    into.writeText(key.model());
    into.writeText(key.run());
    into.writeText(key.spec());
    PlaneBytes.write(key.plane(), into);
    if (continuation) {
      into.writeDouble(key.continuation().learningRateScale());
      into.writeVarint(key.continuation().steadySince());
      into.writeText(key.lineage().parentRun());
      into.writeVarint(key.lineage().parentStep());
      into.writeText(key.lineage().follows());
    }
    writeTensors(snapshot, shown, continuation, into);
  }

  /// Writes an entry that refers to a key entry.
  ///
  /// @param sinceKey entries since the key entry, from 1
  /// @param snapshot covered by the key
  /// @param brought the examples that are new with it
  static void writeAfter(
      KeyEntry key,
      long sinceKey,
      ParameterSnapshot snapshot,
      RecentExamples brought,
      EntryBuffer into) {
    EntryFacts facts = facts(snapshot);
    boolean learningRate = facts.learningRate() != key.facts().learningRate();
    boolean examplesSeen = facts.examplesSeen() != key.predictedExamplesSeen(facts.step());
    boolean inputOffset = facts.inputOffset() != key.predictedInputOffset(facts.step());
    boolean memory = snapshot.continuation().optimizerState().length() > 0;
    writeStart(
        flags(snapshot)
            | (learningRate ? LEARNING_RATE : 0)
            | (examplesSeen ? EXAMPLES_SEEN : 0)
            | (inputOffset ? INPUT_OFFSET : 0)
            | (memory ? CONTINUATION : 0),
        facts.step(),
        into);
    into.writeVarint(sinceKey);
    into.writeSigned(facts.timeUs() - key.facts().timeUs());
    if (examplesSeen) {
      into.writeVarint(facts.examplesSeen());
    }
    if (inputOffset) {
      into.writeSigned(facts.inputOffset());
    }
    if (learningRate) {
      into.writeDouble(facts.learningRate());
    }
    into.writeDouble(facts.loss());
    into.writeDouble(facts.accuracy());
    writeTensors(snapshot, brought, memory, into);
  }

  private static int flags(ParameterSnapshot snapshot) {
    int state =
        switch (snapshot.state()) {
          case TRAINING -> 0;
          case FROZEN -> 1;
          case DIVERGED -> 2;
        };
    boolean count = snapshot.inputStatistics().count() != snapshot.examplesSeen();
    return (state << STATE_SHIFT) | (count ? COUNT : 0);
  }

  private static void writeStart(int flags, long step, EntryBuffer into) {
    into.clear();
    into.writeInt(0);
    into.writeByte(VERSION);
    into.writeByte(flags);
    into.writeVarint(step);
  }

  private static void writeTensors(
      ParameterSnapshot snapshot, RecentExamples examples, boolean memory, EntryBuffer into) {
    InputStatistics statistics = snapshot.inputStatistics();
    if (statistics.count() != snapshot.examplesSeen()) {
      into.writeVarint(statistics.count());
    }
    into.writeVarint(examples.size());
    for (int label : examples.labels().array()) {
      into.writeSigned(label);
    }
    into.writeFloats(examples.features().array());
    into.writeDoubles(statistics.mean());
    into.writeDoubles(statistics.m2());
    into.writeFloats(snapshot.parameters().array());
    if (memory) {
      Floats optimizerState = snapshot.continuation().optimizerState();
      into.writeVarint(optimizerState.length());
      into.writeFloats(optimizerState.array());
    }
    into.setInt(0, into.checksum(Integer.BYTES, into.position()));
  }

  /// Reads the start of an excerpt, whose checksum is not looked at.
  ///
  /// @throws MalformedEventException if it is none
  static Head readHead(EntryBuffer from) {
    from.readInt();
    int version = from.readByte();
    if (version != VERSION) {
      throw new MalformedEventException("entry must have version 1: version=%d".formatted(version));
    }
    int flags = from.readByte();
    long step = from.readVarint();
    return new Head(flags, step, (flags & KEY) != 0 ? 0 : from.readVarint());
  }

  /// Reads the figures of a key entry after its head.
  static EntryFacts readKeyFacts(Head head, EntryBuffer from) {
    return readKeyStart(head, from).facts();
  }

  private record KeyStart(EntryFacts facts, long examplesPerStep) {}

  private static KeyStart readKeyStart(Head head, EntryBuffer from) {
    long timeUs = from.readLong();
    long examplesSeen = from.readVarint();
    long inputOffset = from.readSigned();
    double learningRate = from.readDouble();
    long examplesPerStep = from.readVarint();
    return new KeyStart(
        new EntryFacts(
            head.step(),
            timeUs,
            examplesSeen,
            inputOffset,
            learningRate,
            from.readDouble(),
            from.readDouble()),
        examplesPerStep);
  }

  /// Reads all that later entries leave out, up to the tensors.
  static KeyEntry readKey(Head head, EntryBuffer from) {
    KeyStart start = readKeyStart(head, from);
    int partition = (int) from.readSigned();
    int inputs = (int) from.readVarint();
    int parameters = (int) from.readVarint();
    String model = from.readText();
    String run = from.readText();
    String spec = from.readText();
    SurfacePlane plane = PlaneBytes.read(from);
    Continuation continuation = Continuation.unknown();
    Lineage lineage = Lineage.none();
    if (head.has(CONTINUATION)) {
      continuation = new Continuation(from.readDouble(), from.readVarint(), Floats.empty());
      lineage = new Lineage(from.readText(), from.readVarint(), from.readText());
    }
    return new KeyEntry(
        start.facts(),
        start.examplesPerStep(),
        model,
        run,
        spec,
        plane,
        partition,
        inputs,
        parameters,
        continuation,
        lineage);
  }

  /// Reads the figures of an entry that refers to a key entry, after its head.
  static EntryFacts readFactsAfter(KeyEntry key, Head head, EntryBuffer from) {
    long timeUs = key.facts().timeUs() + from.readSigned();
    long examplesSeen =
        head.has(EXAMPLES_SEEN) ? from.readVarint() : key.predictedExamplesSeen(head.step());
    long inputOffset =
        head.has(INPUT_OFFSET) ? from.readSigned() : key.predictedInputOffset(head.step());
    double learningRate = head.has(LEARNING_RATE) ? from.readDouble() : key.facts().learningRate();
    return new EntryFacts(
        head.step(),
        timeUs,
        examplesSeen,
        inputOffset,
        learningRate,
        from.readDouble(),
        from.readDouble());
  }

  /// Reads how many examples an entry that refers to a key entry brings, after its head.
  static int readExampleCountAfter(KeyEntry key, Head head, EntryBuffer from) {
    readFactsAfter(key, head, from);
    if (head.has(COUNT)) {
      from.readVarint();
    }
    return (int) from.readVarint();
  }

  /// Reads the tensors of an entry, the rest of it.
  ///
  /// @return the snapshot; its recent examples are those of this entry alone
  static ParameterSnapshot readTensors(
      KeyEntry key, Head head, EntryFacts facts, EntryBuffer from) {
    long count = head.has(COUNT) ? from.readVarint() : facts.examplesSeen();
    RecentExamples examples = readExamples(key.plane(), from);
    InputStatistics statistics =
        new InputStatistics(count, from.readDoubles(key.inputs()), from.readDoubles(key.inputs()));
    Floats parameters = Floats.of(from.readFloats(key.parameters()));
    Floats memory =
        head.has(CONTINUATION) ? Floats.of(from.readFloats(from.readLength())) : Floats.empty();
    return new ParameterSnapshot(
        key.model(),
        key.run(),
        facts.step(),
        key.spec(),
        parameters,
        statistics,
        examples,
        facts.examplesSeen(),
        key.inputPartition(),
        facts.inputOffset(),
        facts.loss(),
        facts.accuracy(),
        facts.learningRate(),
        Instant.EPOCH.plus(facts.timeUs(), ChronoUnit.MICROS),
        state(head),
        new Continuation(
            key.continuation().learningRateScale(), key.continuation().steadySince(), memory),
        key.lineage());
  }

  private static RecentExamples readExamples(SurfacePlane plane, EntryBuffer from) {
    int size = from.readLength();
    if (size == 0) {
      return RecentExamples.none();
    }
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = (int) from.readSigned();
    }
    float[] features = from.readFloats(Math.multiplyExact(size, plane.origin().length));
    return new RecentExamples(Floats.of(features), Ints.of(labels));
  }

  private static TrainingState state(Head head) {
    int state = (head.flags() >> STATE_SHIFT) & STATE_MASK;
    return switch (state) {
      case 0 -> TrainingState.TRAINING;
      case 1 -> TrainingState.FROZEN;
      case 2 -> TrainingState.DIVERGED;
      default ->
          throw new MalformedEventException("state must be 0, 1 or 2: state=%d".formatted(state));
    };
  }

  /// Whether an excerpt, of which nothing was read yet, has the checksum that it should have.
  static boolean isIntact(EntryBuffer excerpt) {
    return excerpt.remaining() > SHORTEST
        && excerpt.readIntAt(0) == excerpt.checksum(Integer.BYTES, excerpt.remaining());
  }
}
