package io.metalab.core.frame;

import io.metalab.api.RunStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Stored records on their way to a page. */
final class RecordBlock {
  private static final Map<RunStatus, String> NAMES = names();

  private final RunStatus[] statuses = new RunStatus[Bits.ROWS];
  private final int[] ends = new int[Bits.ROWS];
  private byte[] json;
  private int length;
  private int rows;

  RecordBlock(int capacity) {
    json = new byte[capacity];
  }

  private static Map<RunStatus, String> names() {
    Map<RunStatus, String> names = new EnumMap<>(RunStatus.class);
    for (RunStatus status : RunStatus.values()) {
      names.put(status, status.wireName());
    }
    return names;
  }

  /** Copies a record. */
  void add(RunStatus status, byte[] source, int offset, int count) {
    if (length + count > json.length) {
      json = Arrays.copyOf(json, Math.max(length + count, 2 * json.length));
    }
    System.arraycopy(source, offset, json, length, count);
    length += count;
    ends[rows] = length;
    statuses[rows++] = status;
  }

  boolean isFull() {
    return rows == Bits.ROWS;
  }

  int rows() {
    return rows;
  }

  byte[] json() {
    return json;
  }

  int length() {
    return length;
  }

  /** Returns where the text of a row starts. */
  int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Returns the number of bytes of a row's text. */
  int length(int row) {
    return ends[row] - start(row);
  }

  RunStatus status(int row) {
    return statuses[row];
  }

  /** Returns the status of a row as a filter names it. */
  String statusName(int row) {
    return Objects.requireNonNull(NAMES.get(statuses[row]));
  }

  /** Makes room for other records. */
  void clear() {
    length = 0;
    rows = 0;
  }
}
