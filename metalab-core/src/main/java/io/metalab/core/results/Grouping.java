package io.metalab.core.results;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.where.FieldScope.Meaning;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.SortKey;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs in groups, with statistics over each. Immutable.
 *
 * <p>All matching runs are counted. Metrics and derived metrics are taken from successes alone; the
 * other runs of a group are its excluded ones. The values of the metrics asked for are held, eight
 * bytes each, and summed in the order of their size: the digits of a mean do not depend on the
 * order in which runs finished.
 */
public final class Grouping {
  private final RecordSource source;
  private final List<Where> filters;
  private final List<String> fields;

  Grouping(RecordSource source, List<Where> filters, List<String> fields) {
    this.source = source;
    this.filters = List.copyOf(filters);
    this.fields = List.copyOf(fields);
  }

  /**
   * Returns the groups, ordered by their keys.
   *
   * @param metrics fields with numbers; all numeric metrics if none is named
   * @throws FilterException if a field is unknown or ambiguous, or a metric is never a number
   */
  public List<Group> aggregate(List<String> metrics) {
    List<Meaning<RunRecord>> keys =
        source.resolve(schema -> fields.stream().map(schema::require).toList());
    List<Meaning<RunRecord>> values = source.resolve(schema -> schema.numeric(metrics));
    Map<List<@Nullable Object>, Members> groups = new HashMap<>();
    try (Stream<RunRecord> records = Results.matching(source, filters)) {
      records.forEachOrdered(
          record ->
              groups
                  .computeIfAbsent(key(keys, record), key -> new Members(values.size()))
                  .add(record, values));
    }
    return groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Grouping::compareKeys))
        .map(entry -> entry.getValue().group(keys, entry.getKey(), values))
        .toList();
  }

  /** Returns the groups, ordered by their keys; see {@link #aggregate(List)}. */
  public List<Group> aggregate(String... metrics) {
    return aggregate(Arrays.asList(metrics));
  }

  /**
   * Returns the groups as a table: the fields, {@code runs}, {@code excluded} if there are any, and
   * for each metric its {@code .mean}, {@code .sd}, {@code .sem}, {@code .n} and, if there are any,
   * {@code .nan}.
   */
  public Table table(String... metrics) {
    return GroupTable.of(aggregate(metrics));
  }

  /** Returns the table of these metrics; see {@link #table(String...)}. */
  public Table table(List<String> metrics) {
    return GroupTable.of(aggregate(metrics));
  }

  private static List<@Nullable Object> key(List<Meaning<RunRecord>> keys, RunRecord record) {
    List<@Nullable Object> key = new ArrayList<>(keys.size());
    for (Meaning<RunRecord> meaning : keys) {
      key.add(normal(Results.cell(meaning.reader().apply(record))));
    }
    return key;
  }

  /** Equal numbers have one form as a key, be they captured as integers or not. */
  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Double number
        && Math.rint(number) == number
        && Math.abs(number) <= io.metalab.api.Values.MAX_INTEGER) {
      return (long) (double) number;
    }
    return value;
  }

  private static int compareKeys(List<@Nullable Object> a, List<@Nullable Object> b) {
    Comparator<@Nullable Object> order = new SortKey("", false).order();
    for (int i = 0; i < a.size(); i++) {
      int byField = order.compare(a.get(i), b.get(i));
      if (byField != 0) {
        return byField;
      }
    }
    return 0;
  }

  /** What is gathered of one group. */
  private static final class Members {
    private final DoubleBuffer[] values;
    private long runs;
    private long excluded;

    private Members(int metrics) {
      values = new DoubleBuffer[metrics];
      Arrays.setAll(values, i -> new DoubleBuffer());
    }

    private void add(RunRecord record, List<Meaning<RunRecord>> metrics) {
      runs++;
      boolean success = record.status() == RunStatus.SUCCESS;
      excluded += success ? 0 : 1;
      for (int i = 0; i < values.length; i++) {
        Meaning<RunRecord> metric = metrics.get(i);
        if ((success || !isResult(metric.field()))
            && metric.reader().apply(record) instanceof Number number) {
          values[i].add(number.doubleValue());
        }
      }
    }

    private static boolean isResult(String field) {
      return field.startsWith("metrics.") || field.startsWith("derived.");
    }

    private Group group(
        List<Meaning<RunRecord>> keys,
        List<@Nullable Object> key,
        List<Meaning<RunRecord>> metrics) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        named.put(keys.get(i).field(), key.get(i));
      }
      Map<String, Statistic> statistics = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        statistics.put(metrics.get(i).field(), Statistic.of(values[i].toArray()));
      }
      return new Group(named, runs, excluded, statistics);
    }
  }
}
