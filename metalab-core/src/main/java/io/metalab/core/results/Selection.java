package io.metalab.core.results;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.RowVisitor;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.RecordFields;
import io.metalab.core.where.SortKey;
import io.metalab.core.where.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a store, in what order. Few runs are read as records, many as columns, which costs
 * less for each of them but has to look at all.
 *
 * @param filters what the runs fulfil
 * @param sortKeys their order, that of the store if empty
 * @param skip how many of the first to leave out
 * @param limit how many of them at most
 */
record Selection(
    RecordSource source, List<Where> filters, List<SortKey> sortKeys, long skip, long limit) {
  /** Answers up to this size are made of records. */
  private static final int FEW = 1_000;

  /** How many records are looked at for a few before columns are. */
  private static final int PROBE = 10_000;

  Selection {
    filters = List.copyOf(filters);
    sortKeys = List.copyOf(sortKeys);
  }

  FrameQuery frame() {
    return source.frame().all().where(filters);
  }

  long count() {
    long all = filters.isEmpty() ? source.count() : frame().count();
    return Math.min(limit, Math.max(0, all - skip));
  }

  /** Returns the records, to be closed. */
  Stream<RunRecord> records() {
    return sortKeys.isEmpty()
        ? matching(source.records()).skip(skip).limit(limit)
        : ids().stream().flatMap(run -> source.find(run).stream());
  }

  private Stream<RunRecord> matching(Stream<RunRecord> records) {
    Stream<RunRecord> matching = records;
    for (Predicate<RunRecord> predicate : predicates()) {
      matching = matching.filter(predicate);
    }
    return matching;
  }

  private List<Predicate<RunRecord>> predicates() {
    return filters.isEmpty()
        ? List.of()
        : source.resolve(schema -> filters.stream().map(where -> where.bind(schema)).toList());
  }

  private List<RunId> ids() {
    return behind(frame().page(List.of(), sort(), Optional.empty(), size()).runs());
  }

  /** Returns what is left of the first runs without those skipped. */
  private <T> List<T> behind(List<T> first) {
    return first.subList((int) Math.min(skip, first.size()), first.size());
  }

  private List<String> sort() {
    return sortKeys.stream()
        .map(key -> key.field() + (key.descending() ? ":desc" : ":asc"))
        .toList();
  }

  private int size() {
    return (int) Math.min(last(), Integer.MAX_VALUE);
  }

  /** Returns how many runs are gone through at most. */
  private long last() {
    return limit > Long.MAX_VALUE - skip ? Long.MAX_VALUE : skip + limit;
  }

  /** Returns the records if no more than a few are asked for, else empty. */
  Optional<List<RunRecord>> few() {
    if (last() > FEW) {
      return Optional.empty();
    }
    Optional<List<RunRecord>> early = sortKeys.isEmpty() ? probe() : Optional.empty();
    return early.isPresent()
        ? early
        : Optional.of(ids().stream().flatMap(run -> source.find(run).stream()).toList());
  }

  /** Looks for the runs among the first of the store; empty if there may be more behind them. */
  private Optional<List<RunRecord>> probe() {
    List<Predicate<RunRecord>> predicates = predicates();
    List<RunRecord> found = new ArrayList<>();
    try (Stream<RunRecord> records = source.records()) {
      Iterator<RunRecord> iterator = records.iterator();
      for (int read = 0; found.size() < last() && iterator.hasNext(); read++) {
        if (read == PROBE) {
          return Optional.empty();
        }
        RunRecord record = iterator.next();
        if (predicates.stream().allMatch(predicate -> predicate.test(record))) {
          found.add(record);
        }
      }
    }
    return Optional.of(behind(found));
  }

  /**
   * Hands out the rows and returns their number; unless they are sorted they are not held.
   *
   * @param columns full names of fields
   */
  long forEach(List<String> columns, RowVisitor visitor) throws IOException {
    Optional<List<RunRecord>> few = few();
    if (few.isPresent()) {
      for (List<@Nullable Object> row : rows(few.get(), columns)) {
        visitor.row(row);
      }
      return few.get().size();
    }
    if (sortKeys.isEmpty()) {
      return scan(columns, visitor);
    }
    List<List<@Nullable Object>> rows =
        behind(frame().page(columns, sort(), Optional.empty(), size()).rows());
    for (List<@Nullable Object> row : rows) {
      visitor.row(row);
    }
    return rows.size();
  }

  private long scan(List<String> columns, RowVisitor visitor) throws IOException {
    FieldTable fields =
        filters.isEmpty()
            ? new FieldTable(Map.of(), false)
            : source.resolve(
                schema -> {
                  filters.forEach(where -> where.bind(schema));
                  return schema.table();
                });
    long[] seen = {0};
    try {
      source
          .scan()
          .forEach(
              fields,
              filters,
              columns,
              row -> {
                if (seen[0] >= skip && seen[0] < last()) {
                  visitor.row(row);
                }
                seen[0]++;
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return Math.min(limit, Math.max(0, seen[0] - skip));
  }

  /** Returns the rows of records. */
  static List<List<@Nullable Object>> rows(List<RunRecord> records, List<String> columns) {
    List<Function<RunRecord, @Nullable Object>> readers =
        columns.stream().map(RecordFields::reader).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>(records.size());
    for (RunRecord record : records) {
      List<@Nullable Object> row = new ArrayList<>(readers.size());
      readers.forEach(reader -> row.add(Results.cell(reader.apply(record))));
      rows.add(Collections.unmodifiableList(row));
    }
    return rows;
  }
}
