package io.metalab.store.file;

import io.metalab.api.RunStatus;
import io.metalab.api.store.ChangeReader;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads what has changed since a mark. A mark names an index and how many rows and other additions
 * it had; whatever is found late is a row or an addition behind it. For one thread, once.
 */
final class RunChanges {
  private static final int HEADS_AT_ONCE = 1024;

  private final Catalog catalog;
  private final CatalogIndex index;
  private final ShownStatuses statuses;
  private final boolean restart;
  private final int[] heads;
  private final String next;
  private final int[] rows = new int[HEADS_AT_ONCE];
  private final SegmentState[] segments = new SegmentState[HEADS_AT_ONCE];
  private final int[] offsets = new int[HEADS_AT_ONCE];
  private final int[] lengths = new int[HEADS_AT_ONCE];
  private final RunStatus[] shown = new RunStatus[HEADS_AT_ONCE];
  private final RecordReader.Place[] annotated = new RecordReader.Place[HEADS_AT_ONCE];

  /** Looks up which runs have changed; the catalog must be locked. */
  RunChanges(Catalog catalog, CatalogIndex index, ShownStatuses statuses, String mark) {
    this.catalog = catalog;
    this.index = index;
    this.statuses = statuses;
    String[] parts = mark.split(" ", -1);
    boolean known = parts.length == 3 && parts[0].equals(index.name);
    this.restart = !known && !mark.isEmpty();
    this.heads =
        known ? changed(Integer.parseInt(parts[1]), Integer.parseInt(parts[2])) : all().toArray();
    this.next = index.name + ' ' + index.table.size() + ' ' + index.table.touches().size();
  }

  private IntStream all() {
    return IntStream.range(0, index.table.size()).filter(index.table::isHead);
  }

  private int[] changed(int row, int touch) {
    Set<Integer> changed = new LinkedHashSet<>();
    Touches touches = index.table.touches();
    for (int i = touch; i < touches.size(); i++) {
      changed.add(touches.head(i));
    }
    for (int i = row; i < index.table.size(); i++) {
      changed.add(index.table.isHead(i) ? i : index.table.find(index.table.id(i)));
    }
    return changed.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Hands the changes out and returns the next mark. */
  String read(String experiment, ChangeReader reader) throws IOException {
    if (restart) {
      reader.restart();
    }
    try (SegmentBytes bytes = new SegmentBytes(catalog);
        RecordReader records = new RecordReader(catalog)) {
      for (int from = 0; from < heads.length; from += HEADS_AT_ONCE) {
        int count = Math.min(HEADS_AT_ONCE, heads.length - from);
        synchronized (catalog) {
          for (int i = 0; i < count; i++) {
            place(i, index.table.effective(heads[from + i]), experiment);
          }
        }
        for (int i = 0; i < count; i++) {
          hand(i, heads[from + i], bytes, records, reader);
        }
      }
    }
    return next;
  }

  private void place(int slot, int row, String experiment) throws IOException {
    boolean other =
        row != RunTable.NONE
            && !experiment.isEmpty()
            && !index.kinds.get(index.table.kind(row)).experiment().equals(experiment);
    rows[slot] = other ? Integer.MIN_VALUE : row;
    if (rows[slot] < 0) {
      return;
    }
    segments[slot] = index.segments.get(index.table.segment(row));
    offsets[slot] = index.table.offset(row);
    lengths[slot] = index.table.length(row);
    shown[slot] = statuses.of(row);
    annotated[slot] = null;
    if (index.hasNotes()) {
      RecordReader.Place place = RecordReader.place(index, row);
      annotated[slot] = place.notes().isEmpty() ? null : place;
    }
  }

  private void hand(
      int slot, int head, SegmentBytes bytes, RecordReader records, ChangeReader reader)
      throws IOException {
    RecordReader.Place place = annotated[slot];
    if (rows[slot] == RunTable.NONE) {
      reader.removed(index.table.id(head).toRunId());
    } else if (rows[slot] >= 0 && place != null) {
      byte[] json = RunRecordCodec.encode(records.read(place));
      reader.record(shown[slot], json, 0, json.length);
    } else if (rows[slot] >= 0) {
      int start = bytes.line(segments[slot], offsets[slot], lengths[slot]);
      reader.record(shown[slot], bytes.buffer(), start, lengths[slot]);
    }
  }
}
