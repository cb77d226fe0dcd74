package io.metalab.core.frame;

import io.metalab.api.RunStatus;
import io.metalab.core.where.FieldScope;
import io.metalab.core.where.FieldScope.Meaning;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A state of a frame and the rows of it that a question is about. Immutable. */
final class View {
  private final FrameData data;
  private final FieldScope<RowCursor> scope;
  private final long[][] selected;
  private final long[] @Nullable [] successes;

  private View(FrameData data, List<Where> filters) {
    this.data = data;
    this.scope = data.scope();
    RowFilter filter = new RowFilter(filters, data, scope);
    this.selected = new long[data.pages()][];
    this.successes = new long[data.pages()][];
    IntStream.range(0, data.pages())
        .parallel()
        .forEach(page -> selected[page] = filter.select(page));
  }

  /**
   * Returns the rows for which filters hold, in a state that has these columns.
   *
   * @throws io.metalab.core.where.FilterException if a filter names a field that is not there
   */
  static View of(StudyFrame frame, List<Where> filters, Collection<String> columns) {
    List<String> names = new ArrayList<>(columns);
    filters.forEach(where -> names.addAll(where.names()));
    return new View(frame.acquire(names), filters);
  }

  FrameData data() {
    return data;
  }

  /** Returns the rows of a page as bits. */
  long[] selected(int page) {
    return selected[page];
  }

  long count() {
    long count = 0;
    for (long[] bits : selected) {
      count += Bits.count(bits);
    }
    return count;
  }

  /**
   * Returns the full name of a field.
   *
   * @throws io.metalab.core.where.FilterException if it is unknown or ambiguous
   */
  String require(String name) {
    return FieldTable.require(name, scope).field();
  }

  /**
   * Returns the full names of fields that hold numbers, of all numeric metrics if none is given.
   *
   * @throws io.metalab.core.where.FilterException if one is unknown, ambiguous or never a number
   */
  List<String> numeric(List<String> names) {
    return data.fields().numeric(names, scope).stream().map(Meaning::field).toList();
  }

  /**
   * Returns the rows of a page whose values of a field count, not to be changed: metrics and
   * derived metrics are taken from successes alone.
   */
  long[] counted(int page, String field) {
    if (!field.startsWith("metrics.") && !field.startsWith("derived.")) {
      return selected[page];
    }
    long[] known = successes[page];
    if (known == null) {
      known = successes(page);
      // Threads that come here together find the same rows.
      successes[page] = known;
    }
    return known;
  }

  private long[] successes(int page) {
    long[] bits = new long[Bits.WORDS];
    FrameColumn status = data.column(RecordDecoder.STATUS);
    if (status.cells(page) instanceof Cells.Codes cells) {
      int success = successCode(status);
      int[] codes = new int[Bits.ROWS];
      cells.copyTo(codes);
      for (int row = 0; row < cells.rows(); row++) {
        bits[row >> 6] |= (codes[row] == success ? 1L : 0) << row;
      }
    }
    Bits.and(bits, selected[page]);
    return bits;
  }

  private static int successCode(FrameColumn status) {
    for (int code = 1; code < status.codes(); code++) {
      if (RunStatus.SUCCESS.wireName().equals(status.dictionary()[code])) {
        return code;
      }
    }
    return -1;
  }
}
