package io.metalab.core.frame;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.core.where.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of a view in an order. */
final class RowOrder {
  private final View view;
  private final FrameColumn ids;
  private final List<FrameColumn> columns;
  private final List<Comparator<@Nullable Object>> orders;

  RowOrder(View view, List<SortKey> keys) {
    this.view = view;
    this.ids = view.data().column(RecordDecoder.ID);
    this.columns = keys.stream().map(key -> column(view, view.require(key.field()))).toList();
    this.orders = keys.stream().map(SortKey::order).toList();
  }

  private static FrameColumn column(View view, String field) {
    return view.data().column(field);
  }

  FramePage page(List<String> fields, Optional<RunId> after, int limit) {
    int last = after.map(this::find).orElse(-1);
    List<Integer> rows = rows(last, limit);
    List<List<@Nullable Object>> values = new ArrayList<>();
    List<RunId> runs = new ArrayList<>();
    List<FrameColumn> shown = fields.stream().map(field -> column(view, field)).toList();
    for (int row : rows) {
      values.add(FrameColumn.cells(shown, row / Bits.ROWS, row % Bits.ROWS));
      runs.add(new RunId(RunIds.hex(idsOf(row), row % Bits.ROWS)));
    }
    return new FramePage(fields, values, runs, view.count());
  }

  /** Returns the first rows behind another one, in their order. */
  private List<Integer> rows(int last, int limit) {
    // The head is the row that would go first, as it comes last in the order.
    PriorityQueue<Integer> first = new PriorityQueue<>((a, b) -> compare(b, a));
    List<Integer> all = new ArrayList<>();
    boolean isAll = limit >= view.count();
    for (int page = 0; limit > 0 && page < view.data().pages(); page++) {
      long[] selected = view.selected(page);
      for (int word = 0; word < Bits.WORDS; word++) {
        for (long bits = selected[word]; bits != 0; bits &= bits - 1) {
          int row = page * Bits.ROWS + word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          if (last >= 0 && compare(row, last) <= 0) {
            continue;
          }
          if (isAll) {
            all.add(row);
          } else {
            offer(first, row, limit);
          }
        }
      }
    }
    all.addAll(first);
    all.sort(this::compare);
    return all;
  }

  private void offer(PriorityQueue<Integer> first, int row, int limit) {
    Integer worst = first.peek();
    if (worst == null || first.size() < limit) {
      first.add(row);
    } else if (compare(row, worst) < 0) {
      first.poll();
      first.add(row);
    }
  }

  /** Without a field to sort by the order is that of the rows, else equal rows are by id. */
  private int compare(int a, int b) {
    for (int i = 0; i < columns.size(); i++) {
      FrameColumn column = columns.get(i);
      int order =
          orders
              .get(i)
              .compare(
                  column.value(a / Bits.ROWS, a % Bits.ROWS),
                  column.value(b / Bits.ROWS, b % Bits.ROWS));
      if (order != 0) {
        return order;
      }
    }
    return columns.isEmpty()
        ? Integer.compare(a, b)
        : RunIds.compare(idsOf(a), a % Bits.ROWS, idsOf(b), b % Bits.ROWS);
  }

  private long[] idsOf(int row) {
    return ((Cells.Ids) java.util.Objects.requireNonNull(ids.cells(row / Bits.ROWS))).words();
  }

  private int find(RunId run) {
    long[] wanted = new long[4];
    RunIds.put(run, wanted, 0);
    for (int row = 0; row < view.data().rows(); row++) {
      if (RunIds.compare(idsOf(row), row % Bits.ROWS, wanted, 0) == 0) {
        return row;
      }
    }
    throw new MetalabException(
        ErrorCode.NOT_FOUND,
        "The run %s, behind which the page begins, is not there.".formatted(run));
  }
}
