package io.metalab.core.frame;

import io.metalab.api.RunId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The growing state of a frame, from which immutable ones are taken; those taken before are never
 * changed. For one thread at a time.
 */
final class FrameEditor {
  /** A column while it grows. */
  private static final class Growing {
    final Dictionary dictionary = new Dictionary();
    final List<@Nullable Cells> cells = new ArrayList<>();

    void set(int page, Cells newCells) {
      while (cells.size() <= page) {
        cells.add(null);
      }
      cells.set(page, newCells);
    }
  }

  private final Map<String, Growing> columns = new LinkedHashMap<>();
  private final Map<String, Integer> kinds = new LinkedHashMap<>();
  private final List<long[]> ids = new ArrayList<>();
  private final List<long @Nullable []> live = new ArrayList<>();
  private final RowIndex index = new RowIndex(ids);
  private final Map<Integer, Map<String, ColumnBuffer>> open = new TreeMap<>();
  private int rows;
  private boolean loaded;
  private long added;
  private long changed;
  private long removed;

  /** Returns the state with the records of one page and no others. */
  static FrameData only(PageBuffer page) {
    FrameEditor editor = new FrameEditor();
    editor.put(page, false);
    return editor.take();
  }

  /**
   * Adds records, or replaces those of runs that are there already.
   *
   * @param keepRows whether only fields of runs that are there are set, and none is added
   */
  void put(PageBuffer page, boolean keepRows) {
    learn(page);
    if (isContinuation()) {
      adopt(page);
      return;
    }
    index.extend(rows);
    if (keepRows && isPageOf(page)) {
      int target = index.find(page.ids(), 0) / Bits.ROWS;
      seal(page, target);
      return;
    }
    for (int i = 0; i < page.rows(); i++) {
      int row = index.find(page.ids(), i);
      if (row == RowIndex.NONE && !keepRows) {
        row = addRow(page, i);
        added++;
      } else if (row != RowIndex.NONE && !keepRows) {
        changed++;
        revive(row);
      }
      if (row != RowIndex.NONE) {
        copy(page, i, row, keepRows);
      }
    }
  }

  /** Returns whether a page can be taken as it is, since all before were full and new. */
  private boolean isContinuation() {
    return !loaded && rows % Bits.ROWS == 0;
  }

  /** Returns whether a page has the same runs in the same order as one that is there. */
  private boolean isPageOf(PageBuffer page) {
    int first = index.find(page.ids(), 0);
    if (first == RowIndex.NONE || first % Bits.ROWS != 0) {
      return false;
    }
    long[] known = ids.get(first / Bits.ROWS);
    return Math.min(Bits.ROWS, rows - first) == page.rows()
        && Arrays.equals(known, 0, 4 * page.rows(), page.ids(), 0, 4 * page.rows());
  }

  private void adopt(PageBuffer page) {
    ids.add(Arrays.copyOf(page.ids(), 4 * page.rows()));
    live.add(null);
    seal(page, rows / Bits.ROWS);
    rows += page.rows();
    added += page.rows();
  }

  private void seal(PageBuffer page, int target) {
    for (PageBuffer.Field field : page.fields()) {
      if (field.values != null) {
        Growing column = columns.computeIfAbsent(field.name, name -> new Growing());
        column.set(target, field.values.seal(page.rows(), column.dictionary));
      }
    }
  }

  private void learn(PageBuffer page) {
    page.addKinds(kinds);
  }

  private int addRow(PageBuffer page, int from) {
    int target = rows / Bits.ROWS;
    int row = rows % Bits.ROWS;
    if (row == 0) {
      ids.add(new long[4]);
      live.add(null);
    }
    // Copied, since an earlier state may share the array; grown by halves, so that this is rare.
    long[] known = ids.get(target);
    if (known.length < 4 * (row + 1)) {
      known = Arrays.copyOf(known, Math.min(4 * Bits.ROWS, Math.max(64, 2 * known.length)));
      ids.set(target, known);
    }
    System.arraycopy(page.ids(), 4 * from, known, 4 * row, 4);
    long[] bits = live.get(target);
    if (bits != null) {
      long[] copy = bits.clone();
      Bits.set(copy, row);
      live.set(target, copy);
    }
    buffers(target);
    rows++;
    index.extend(rows);
    return rows - 1;
  }

  private void revive(int row) {
    long[] bits = live.get(row / Bits.ROWS);
    if (bits != null) {
      long[] copy = bits.clone();
      Bits.set(copy, row % Bits.ROWS);
      live.set(row / Bits.ROWS, copy);
    }
  }

  private void copy(PageBuffer page, int from, int row, boolean keep) {
    Map<String, ColumnBuffer> buffers = buffers(row / Bits.ROWS);
    int target = row % Bits.ROWS;
    if (!keep) {
      buffers.values().forEach(buffer -> buffer.clear(target));
    }
    for (PageBuffer.Field field : page.fields()) {
      if (field.values != null && field.values.has(from)) {
        buffers
            .computeIfAbsent(field.name, name -> new ColumnBuffer())
            .put(target, field.values.get(from));
      }
    }
  }

  /** Returns the columns of a page taken apart, to be sealed when the state is taken. */
  private Map<String, ColumnBuffer> buffers(int page) {
    return open.computeIfAbsent(
        page,
        number -> {
          Map<String, ColumnBuffer> buffers = new HashMap<>();
          columns.forEach(
              (name, column) -> {
                Cells cells = number < column.cells.size() ? column.cells.get(number) : null;
                buffers.put(
                    name,
                    cells == null
                        ? new ColumnBuffer()
                        : ColumnBuffer.of(cells, column.dictionary.values()));
              });
          return buffers;
        });
  }

  /** Removes a run if it is there. */
  void remove(RunId run) {
    index.extend(rows);
    long[] id = new long[4];
    RunIds.put(run, id, 0);
    int row = index.find(id, 0);
    if (row == RowIndex.NONE) {
      return;
    }
    int page = row / Bits.ROWS;
    long[] bits = live.get(page);
    long[] copy = new long[Bits.WORDS];
    if (bits == null) {
      Bits.first(copy, Bits.ROWS);
    } else {
      System.arraycopy(bits, 0, copy, 0, Bits.WORDS);
    }
    removed += Bits.get(copy, row % Bits.ROWS) ? 1 : 0;
    Bits.clear(copy, row % Bits.ROWS);
    live.set(page, copy);
  }

  /** Forgets the fields that are not among these, and kinds that they do not have. */
  void keepFields(Map<String, Integer> known) {
    kinds.keySet().retainAll(known.keySet());
    kinds.replaceAll((field, bits) -> known.getOrDefault(field, bits));
  }

  /** Tells that all there was has been put, so that what follows may be known already. */
  void loaded() {
    loaded = true;
  }

  /** Forgets columns. */
  void drop(Iterable<String> names) {
    for (String name : names) {
      columns.remove(name);
    }
  }

  /** Returns how many runs came, changed and went since it was asked last. */
  FrameChange takeChange(boolean reloaded) {
    FrameChange change = new FrameChange(added, changed, removed, reloaded);
    added = 0;
    changed = 0;
    removed = 0;
    return change;
  }

  /** Returns the state as it is now. */
  FrameData take() {
    open.forEach(
        (page, buffers) -> {
          int count = Math.min(Bits.ROWS, rows - page * Bits.ROWS);
          buffers.forEach(
              (name, buffer) -> {
                Growing column = columns.computeIfAbsent(name, key -> new Growing());
                column.set(page, buffer.seal(count, column.dictionary));
              });
        });
    open.clear();
    Map<String, FrameColumn> taken = new LinkedHashMap<>();
    List<@Nullable Cells> idCells = new ArrayList<>();
    for (int page = 0; page < ids.size(); page++) {
      int count = Math.min(Bits.ROWS, rows - page * Bits.ROWS);
      idCells.add(new Cells.Ids(ids.get(page), count));
    }
    taken.put(RecordDecoder.ID, new FrameColumn(RecordDecoder.ID, new Dictionary(), idCells));
    columns.forEach(
        (name, column) ->
            taken.put(
                name, new FrameColumn(name, column.dictionary, new ArrayList<>(column.cells))));
    return new FrameData(rows, liveBits(), taken, new LinkedHashMap<>(kinds));
  }

  private List<long @Nullable []> liveBits() {
    List<long @Nullable []> bits = new ArrayList<>(live);
    for (int page = 0; page < bits.size(); page++) {
      long[] known = bits.get(page);
      int count = Math.min(Bits.ROWS, rows - page * Bits.ROWS);
      if (known != null && count < Bits.ROWS) {
        long[] first = new long[Bits.WORDS];
        Bits.first(first, count);
        Bits.and(first, known);
        bits.set(page, first);
      }
    }
    return bits;
  }
}
