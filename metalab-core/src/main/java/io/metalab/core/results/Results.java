package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.DerivedMetric;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.Serializers;
import io.metalab.capture.SeriesReader;
import io.metalab.core.frame.RowVisitor;
import io.metalab.core.where.Absent;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.SortKey;
import io.metalab.core.where.Tags;
import io.metalab.core.where.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question to a store: which runs, which fields, in what order.
 *
 * <p>A question is immutable and safe for use by many threads; each method returns a new one.
 * Nothing is read before an answer is asked for, by {@link #records}, {@link #count}, {@link
 * #table}, {@link #export} or a grouping. Filters come first, then the sorting, then what is
 * skipped, then the limit, in whatever order they were given.
 *
 * <p>Fields are {@code record.*} (id, status, attempt, started, finished, duration in seconds,
 * error, error_type, fingerprint, study, stage, operation, case, seed, replicate, notes, tags),
 * {@code params.*}, {@code metrics.*} and {@code derived.*}; dots go into nested maps. A name
 * without namespace stands for the one field it can mean. A name is known if some record of the
 * experiment has it; the fields of the first 1,000 records are looked at, and those of all before a
 * name is refused. What no record has is an error with {@link
 * io.metalab.api.ErrorCode#INVALID_FILTER}, never an empty answer; only where there are no records
 * at all any name is let through. The fields are looked up once for a question and those made from
 * it.
 */
public final class Results {
  private final RecordSource source;
  private final List<Where> filters;
  private final List<String> columns;
  private final List<SortKey> sortKeys;
  private final long skip;
  private final long limit;

  private Results(
      RecordSource source,
      List<Where> filters,
      List<String> columns,
      List<SortKey> sortKeys,
      long skip,
      long limit) {
    this.source = source;
    this.filters = List.copyOf(filters);
    this.columns = List.copyOf(columns);
    this.sortKeys = List.copyOf(sortKeys);
    this.skip = skip;
    this.limit = limit;
  }

  /**
   * Returns all runs of an experiment.
   *
   * @param experimentId {@code name:version}, or empty for all experiments of the store
   */
  public static Results of(Store store, String experimentId) {
    RecordSource source =
        new RecordSource(
            requireNonNull(store, "store"),
            requireNonNull(experimentId, "experimentId"),
            DerivedMetrics.NONE);
    return new Results(source, List.of(), List.of(), List.of(), 0, Long.MAX_VALUE);
  }

  /**
   * Keeps the runs for which a filter holds, besides those given before.
   *
   * @throws FilterException if it does not parse
   * @see Where
   */
  public Results where(String expression) {
    List<Where> more = new ArrayList<>(filters);
    more.add(Where.parse(expression));
    return new Results(source, more, columns, sortKeys, skip, limit);
  }

  /**
   * Adds metrics to the successes as they are read, under {@code derived.group.name}; nothing is
   * stored. A group that throws for a record is skipped there, with a note in the record.
   *
   * @param groups what computes the metrics, by name of the group
   */
  public Results derive(Map<String, DerivedMetric> groups) {
    return new Results(
        source.with(new DerivedMetrics(groups)), filters, columns, sortKeys, skip, limit);
  }

  /**
   * Sets the columns of the table; {@code params.*} stands for all of a namespace.
   *
   * <p>Until it is called they are id, status, study if there are several, params, replicate and
   * error if some run has one, metrics and derived metrics, each in the order of their first
   * appearance in the store. With a limit up to 1,000 they are what the runs of the answer have,
   * else what all runs of the study have.
   */
  public Results select(List<String> newColumns) {
    return new Results(source, filters, newColumns, sortKeys, skip, limit);
  }

  /** Sets the columns of the table. */
  public Results select(String... newColumns) {
    return select(Arrays.asList(newColumns));
  }

  /**
   * Sets the order: {@code field}, {@code field:asc} or {@code field:desc}, the first counts most.
   *
   * <p>Numbers are ordered by size, text by code points; infinities, then NaN, then missing values
   * come last in both directions. Equal runs are in the order of their ids. Until it is called the
   * order is that of the store.
   */
  public Results sort(List<String> keys) {
    return new Results(
        source, filters, columns, keys.stream().map(SortKey::parse).toList(), skip, limit);
  }

  /** Sets the order. */
  public Results sort(String... keys) {
    return sort(Arrays.asList(keys));
  }

  /** Keeps the first runs. */
  public Results limit(long newLimit) {
    if (newLimit < 0) {
      throw new IllegalArgumentException("The limit (%d) must be at least 0.".formatted(newLimit));
    }
    return new Results(source, filters, columns, sortKeys, skip, newLimit);
  }

  /** Leaves out the first runs; a limit counts those behind them. */
  public Results skip(long newSkip) {
    if (newSkip < 0) {
      throw new IllegalArgumentException("The skip (%d) must be at least 0.".formatted(newSkip));
    }
    return new Results(source, filters, columns, sortKeys, newSkip, limit);
  }

  /** Returns the number of runs behind those skipped, at most the limit. */
  public long count() {
    return selection().count();
  }

  /** Returns the records, to be closed; they are read as they are taken. */
  public Stream<RunRecord> records() {
    return selection().records();
  }

  /**
   * Reads an artifact of a record of these by the serializers that this program brings; {@link
   * Artifacts} reads with others.
   *
   * @param type the type wanted; {@code Object.class} for the natural one of its serializer
   * @throws io.metalab.api.MetalabException as {@link Artifacts#read(RunRecord, String, Class)}
   */
  public <T> T artifact(RunRecord record, String name, Class<T> type) {
    Serializers serializers = Serializers.load(Results.class.getClassLoader());
    return new Artifacts(source.store(), serializers).read(record, name, type);
  }

  /** Returns the series of a record of these. */
  public SeriesReader series(RunRecord record) {
    return new SeriesReader(source.store(), record.runId(), record.attempt());
  }

  /** Returns the full names of all fields of all records, in the order of their appearance. */
  public Set<String> fields() {
    return source.fields().suggestions();
  }

  /** Returns the selected columns of the runs. */
  public Table table() {
    Optional<List<RunRecord>> few = selection().few();
    if (few.isPresent()) {
      List<String> names =
          columns.isEmpty() ? Schema.of(few.get(), false).defaultColumns() : columnNames();
      return Table.of(names, Selection.rows(few.get(), names));
    }
    List<String> names = columnNames();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try {
      rows(names, rows::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Table.of(names, rows);
  }

  /**
   * Writes the selected columns of the runs as they are read; what is written is not held.
   *
   * <p>Reads the store twice if columns are not named one by one: the columns are the union of what
   * all records have, in the order of first appearance. A sorting holds the selected columns.
   *
   * @return the number of runs written
   */
  public long export(RowFormat format, Appendable out) throws IOException {
    List<String> names = columnNames();
    try (RowWriter writer = RowWriter.open(format, names, out)) {
      return rows(names, writer::write);
    }
  }

  /** Hands out rows of these columns, given by their full names, and returns their number. */
  long rows(List<String> names, RowVisitor visitor) throws IOException {
    return selection().forEach(names, visitor);
  }

  /** Returns the runs in groups with equal values of these fields, whatever the sort and limit. */
  public Grouping groupBy(List<String> fields) {
    return new Grouping(selection().frame().groupBy(fields));
  }

  /** Returns the runs in groups with equal params, which differ by their seeds alone. */
  public Grouping replicates() {
    return new Grouping(selection().frame().replicates());
  }

  private Selection selection() {
    return new Selection(source, filters, sortKeys, skip, limit);
  }

  /** Returns the full names of the selected columns. */
  List<String> columnNames() {
    if (columns.isEmpty()) {
      return source.fields().defaultColumns();
    }
    boolean hasPattern = columns.stream().anyMatch(column -> column.endsWith(".*"));
    Set<String> names = new LinkedHashSet<>();
    for (String column : columns) {
      names.addAll(
          hasPattern
              ? source.fields().expand(column)
              : source.resolve(schema -> schema.expand(column)));
    }
    return List.copyOf(names);
  }

  /** Returns the value as a table holds it. */
  static @Nullable Object cell(@Nullable Object value) {
    if (value == Absent.ABSENT) {
      return null;
    }
    return value instanceof Tags tags ? tags.names() : value;
  }
}
