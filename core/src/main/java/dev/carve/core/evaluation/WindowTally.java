package dev.carve.core.evaluation;

import dev.carve.core.state.StateBuffer;
import java.nio.ByteBuffer;

/// Sums over the last 10,000 examples.
///
/// Labels and predictions of the window lie in a ring, packed into as few bits as the classes need,
/// so that two classes take 2.5 kB; figures are counted from it when they are asked for. Losses are
/// kept as sums of blocks of 100 ring places; a block is emptied as a whole when the ring comes
/// round to it, so the mean loss covers the last 9,901 to 10,000 examples.
final class WindowTally {
  static final int SIZE = 10_000;
  private static final int BLOCK = 100;

  private final int classes;
  private final int bits;
  private final int entryBits;
  private final int entriesPerWord;
  private final long[] ring;
  private final double[] losses = new double[SIZE / BLOCK];
  private int size;
  private int next;
  private int labelBefore = -1;
  private int unwritten;

  WindowTally(int classes) {
    this.classes = classes;
    this.bits = bitsFor(classes);
    this.entryBits = 2 * bits;
    this.entriesPerWord = Long.SIZE / entryBits;
    this.ring = new long[words(classes)];
  }

  /* A power of two, so that no entry lies across two words. */
  private static int bitsFor(int classes) {
    int needed = Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1);
    return needed == 1 ? 1 : Integer.highestOneBit(needed - 1) << 1;
  }

  private static int words(int classes) {
    int entriesPerWord = Long.SIZE / (2 * bitsFor(classes));
    return Math.ceilDiv(SIZE, entriesPerWord);
  }

  void add(JudgedExamples examples) {
    int n = examples.size();
    int from = 0;
    while (from < n) {
      int to = Math.min(n, from + roomInWordAndBlock());
      if (size == SIZE) {
        labelBefore = label(next + to - from - 1);
      }
      put(examples, from, to);
      from = to;
    }
    unwritten = Math.min(SIZE, unwritten + n);
  }

  private int roomInWordAndBlock() {
    int inWord = entriesPerWord - next % entriesPerWord;
    int inBlock = BLOCK - next % BLOCK;
    return Math.min(inWord, inBlock);
  }

  private void put(JudgedExamples examples, int from, int to) {
    int[] labels = examples.labels();
    int[] predictions = examples.predictions();
    float[] exampleLosses = examples.losses();
    long entries = 0;
    double loss = next % BLOCK == 0 ? 0 : losses[next / BLOCK];
    for (int j = from; j < to; j++) {
      long entry = ((long) labels[j] << bits) | predictions[j];
      entries |= entry << ((j - from) * entryBits);
      loss += exampleLosses[j];
    }
    int count = to - from;
    int shift = next % entriesPerWord * entryBits;
    int word = next / entriesPerWord;
    long mask = (-1L >>> (Long.SIZE - count * entryBits)) << shift;
    ring[word] = (ring[word] & ~mask) | (entries << shift);
    losses[next / BLOCK] = loss;
    size = Math.min(SIZE, size + count);
    next = next + count == SIZE ? 0 : next + count;
  }

  private int label(int place) {
    return field(place * entryBits + bits);
  }

  private int prediction(int place) {
    return field(place * entryBits);
  }

  private int field(int bit) {
    return (int) ((ring[bit / Long.SIZE] >>> bit) & ((1L << bits) - 1));
  }

  PrequentialFigures figures() {
    if (size == 0) {
      return PrequentialFigures.NONE;
    }
    long[] actual = new long[classes];
    long[] predicted = new long[classes];
    int right = 0;
    int repeated = 0;
    int previous = labelBefore;
    for (int i = 0; i < size; i++) {
      int place = size < SIZE ? i : (next + i) % SIZE;
      int label = label(place);
      int prediction = prediction(place);
      actual[label]++;
      predicted[prediction]++;
      right += label == prediction ? 1 : 0;
      repeated += label == previous ? 1 : 0;
      previous = label;
    }
    long agreement = 0;
    for (int c = 0; c < classes; c++) {
      agreement += actual[c] * predicted[c];
    }
    double total = size;
    return PrequentialFigures.of(total, right, repeated, meanLoss(), agreement / (total * total));
  }

  private double meanLoss() {
    double loss = 0;
    for (double block : losses) {
      loss += block;
    }
    int filled = next % BLOCK == 0 ? BLOCK : next % BLOCK;
    return loss / (size < SIZE ? size : SIZE - BLOCK + filled);
  }

  static int stateBytes(int classes) {
    return 3 * Integer.BYTES + (words(classes) + SIZE / BLOCK) * Long.BYTES;
  }

  /// Makes the next write a whole one.
  void forgetWhatIsWritten() {
    unwritten = SIZE;
  }

  void writeChanges(ByteBuffer into) {
    into.putInt(size).putInt(next).putInt(labelBefore);
    int start = into.position();
    int from = next - unwritten;
    if (from < 0) {
      writePlaces(into, start, from + SIZE, SIZE);
    }
    writePlaces(into, start, Math.max(0, from), next);
    into.position(start + (ring.length + losses.length) * Long.BYTES);
    unwritten = 0;
  }

  private void writePlaces(ByteBuffer into, int start, int from, int to) {
    for (int word = from / entriesPerWord; word < Math.ceilDiv(to, entriesPerWord); word++) {
      into.putLong(start + word * Long.BYTES, ring[word]);
    }
    int lossesStart = start + ring.length * Long.BYTES;
    for (int block = from / BLOCK; block < Math.ceilDiv(to, BLOCK); block++) {
      into.putDouble(lossesStart + block * Double.BYTES, losses[block]);
    }
  }

  void read(ByteBuffer from) {
    size = from.getInt();
    next = from.getInt();
    labelBefore = from.getInt();
    StateBuffer.get(from, ring);
    StateBuffer.get(from, losses);
    unwritten = SIZE;
  }
}
