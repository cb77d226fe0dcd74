package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.where.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records and keeps the first of them, never more than asked for.
 *
 * @param <R> what is kept of a record
 */
final class TopRows<R> {
  private record Row<R>(RunId runId, List<@Nullable Object> keys, @Nullable R kept) {}

  private final List<Function<RunRecord, @Nullable Object>> readers;
  private final Function<RunRecord, R> projection;
  private final Comparator<Row<R>> order;
  private final PriorityQueue<Row<R>> heap;
  private final long limit;

  TopRows(
      List<SortKey> sortKeys,
      List<Function<RunRecord, @Nullable Object>> readers,
      Function<RunRecord, R> projection,
      long limit) {
    this.readers = readers;
    this.projection = projection;
    this.order = order(sortKeys);
    this.heap = new PriorityQueue<>(order.reversed());
    this.limit = limit;
  }

  void add(RunRecord record) {
    List<@Nullable Object> keys = new ArrayList<>(readers.size());
    for (Function<RunRecord, @Nullable Object> reader : readers) {
      keys.add(reader.apply(record));
    }
    if (heap.size() >= limit) {
      Row<R> last = heap.peek();
      if (last == null || order.compare(new Row<>(record.runId(), keys, null), last) >= 0) {
        return;
      }
      heap.poll();
    }
    heap.add(new Row<>(record.runId(), keys, projection.apply(record)));
  }

  List<R> inOrder() {
    List<R> rows = new ArrayList<>(heap.size());
    heap.stream().sorted(order).forEachOrdered(row -> rows.add(requireNonNull(row.kept())));
    return rows;
  }

  private static <R> Comparator<Row<R>> order(List<SortKey> sortKeys) {
    Comparator<Row<R>> order = Comparator.comparing(Row::runId);
    for (int i = sortKeys.size() - 1; i >= 0; i--) {
      int index = i;
      Comparator<@Nullable Object> byKey = sortKeys.get(i).order();
      Comparator<Row<R>> first = (a, b) -> byKey.compare(a.keys().get(index), b.keys().get(index));
      order = first.thenComparing(order);
    }
    return order;
  }
}
