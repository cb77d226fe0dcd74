package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an index needs of the lines of one segment, in columns; 60 bytes a record. */
final class SegmentEntries {
  /** What the records of one experiment and code share. */
  record Kind(String experiment, String code) {}

  /** Where a document is; {@code code} is the code digest of a provenance, else empty. */
  record Document(
      String sha256, String kind, Instant stored, String code, long offset, int length) {}

  /** Where an annotation is. */
  record Note(RunId run, int attempt, boolean removes, Instant at, long offset, int length) {}

  private static final int STATUS_BITS = 3;
  private static final RunStatus[] STATUSES = RunStatus.values();

  final List<Kind> kinds = new ArrayList<>();
  final List<Document> documents = new ArrayList<>();
  final List<Note> notes = new ArrayList<>();
  private final Map<Kind, Integer> kindNumbers = new HashMap<>();
  int size;
  long[] ids;
  long[] computations;
  int[] offsets;
  int[] lengths;
  int[] checksums;
  int[] states;
  int[] kindOf;

  SegmentEntries() {
    this(64);
  }

  SegmentEntries(int capacity) {
    ids = new long[4 * capacity];
    computations = new long[capacity];
    offsets = new int[capacity];
    lengths = new int[capacity];
    checksums = new int[capacity];
    states = new int[capacity];
    kindOf = new int[capacity];
  }

  /** Returns a copy of the first entries. */
  SegmentEntries first(int rows, int documentCount, int noteCount) {
    SegmentEntries copy = new SegmentEntries(Math.max(1, rows));
    kinds.forEach(kind -> copy.kind(kind.experiment(), kind.code()));
    copy.documents.addAll(documents.subList(0, documentCount));
    copy.notes.addAll(notes.subList(0, noteCount));
    System.arraycopy(ids, 0, copy.ids, 0, 4 * rows);
    System.arraycopy(computations, 0, copy.computations, 0, rows);
    System.arraycopy(offsets, 0, copy.offsets, 0, rows);
    System.arraycopy(lengths, 0, copy.lengths, 0, rows);
    System.arraycopy(checksums, 0, copy.checksums, 0, rows);
    System.arraycopy(states, 0, copy.states, 0, rows);
    System.arraycopy(kindOf, 0, copy.kindOf, 0, rows);
    copy.size = rows;
    return copy;
  }

  int kind(String experiment, String code) {
    return kindNumbers.computeIfAbsent(
        new Kind(experiment, code),
        kind -> {
          kinds.add(kind);
          return kinds.size() - 1;
        });
  }

  void add(
      Id id,
      int attempt,
      RunStatus status,
      long computation,
      int kind,
      long at,
      int bytes,
      int crc) {
    grow();
    int row = size++;
    ids[4 * row] = id.a();
    ids[4 * row + 1] = id.b();
    ids[4 * row + 2] = id.c();
    ids[4 * row + 3] = id.d();
    computations[row] = computation;
    offsets[row] = Math.toIntExact(at);
    lengths[row] = bytes;
    checksums[row] = crc;
    states[row] = state(attempt, status);
    kindOf[row] = kind;
  }

  /** Returns whether these entries tell of the same records, documents and notes as others. */
  boolean placesEqual(SegmentEntries other) {
    return size == other.size
        && Arrays.equals(ids, 0, 4 * size, other.ids, 0, 4 * size)
        && Arrays.equals(computations, 0, size, other.computations, 0, size)
        && Arrays.equals(offsets, 0, size, other.offsets, 0, size)
        && Arrays.equals(lengths, 0, size, other.lengths, 0, size)
        && Arrays.equals(checksums, 0, size, other.checksums, 0, size)
        && Arrays.equals(states, 0, size, other.states, 0, size)
        && documents.equals(other.documents)
        && notes.equals(other.notes);
  }

  Id id(int row) {
    return new Id(ids[4 * row], ids[4 * row + 1], ids[4 * row + 2], ids[4 * row + 3]);
  }

  static int state(int attempt, RunStatus status) {
    return attempt << STATUS_BITS | Arrays.asList(STATUSES).indexOf(status);
  }

  static int attempt(int state) {
    return state >>> STATUS_BITS;
  }

  static RunStatus status(int state) {
    return STATUSES[state & ((1 << STATUS_BITS) - 1)];
  }

  private void grow() {
    if (size == offsets.length) {
      int capacity = size * 2;
      ids = Arrays.copyOf(ids, 4 * capacity);
      computations = Arrays.copyOf(computations, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      checksums = Arrays.copyOf(checksums, capacity);
      states = Arrays.copyOf(states, capacity);
      kindOf = Arrays.copyOf(kindOf, capacity);
    }
  }
}
