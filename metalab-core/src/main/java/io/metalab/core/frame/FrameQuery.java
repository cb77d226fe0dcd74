package io.metalab.core.frame;

import io.metalab.api.RunId;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.SortKey;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question about some runs of a frame. Immutable and safe for use by many threads; each answer is
 * about the runs as the frame has read them by then.
 *
 * <p>Fields that no run has are errors, as with {@link Where}; only where there are no runs at all
 * any name is let through. In statistics and bins, metrics and derived metrics of runs that are no
 * successes do not count.
 */
public final class FrameQuery {
  private final StudyFrame frame;
  private final List<Where> filters;

  FrameQuery(StudyFrame frame, List<Where> filters) {
    this.frame = frame;
    this.filters = List.copyOf(filters);
  }

  /**
   * Keeps the runs for which a filter holds, besides those given before.
   *
   * @throws FilterException if it does not parse
   */
  public FrameQuery where(String expression) {
    return where(List.of(Where.parse(expression)));
  }

  /** Keeps the runs for which all of these filters hold, besides those given before. */
  public FrameQuery where(List<Where> expressions) {
    List<Where> more = new ArrayList<>(filters);
    more.addAll(expressions);
    return new FrameQuery(frame, more);
  }

  /** Returns the number of runs. */
  public long count() {
    return view(List.of()).count();
  }

  /** Returns the runs in groups with equal values of these fields. */
  public FrameGrouping groupBy(List<String> fields) {
    return new FrameGrouping(this, Optional.of(fields), List.of());
  }

  /** Returns the runs in groups with equal values of these fields. */
  public FrameGrouping groupBy(String... fields) {
    return groupBy(Arrays.asList(fields));
  }

  /**
   * Returns the runs in groups with equal params, and of one study, which differ by their seeds
   * alone.
   */
  public FrameGrouping replicates() {
    return new FrameGrouping(this, Optional.empty(), List.of());
  }

  /** Returns what tells configurations apart: all params and, if there are several, the study. */
  List<String> configuration(View view) {
    List<String> fields = new ArrayList<>();
    if (view.data().column(RecordDecoder.STUDY).codes() > 2) {
      fields.add(RecordDecoder.STUDY);
    }
    Set<String> present = Set.copyOf(frame.fieldTable().leaves("params."));
    view.data().fields().leaves("params.").stream().filter(present::contains).forEach(fields::add);
    return fields;
  }

  /**
   * Returns how often the values of a field fall into bins of equal width between the extremes.
   *
   * <p>Where all values are one, the bins reach half a unit to both sides of it; without finite
   * values they go from 0 to 1.
   *
   * @param bins at least 1
   * @throws IllegalArgumentException if it is not
   * @throws FilterException if the field is unknown or never a number
   */
  public Histogram histogram(String field, int bins) {
    View view = view(List.of(field));
    return new Binning(view).histogram(numeric(view, field), bins);
  }

  /**
   * Returns how often the positive values of a field fall into bins of equal ratio between the
   * extremes, as a logarithmic scale shows them.
   *
   * <p>Where all values are one, the bins reach half a decade to both sides of it; without positive
   * finite values they go from 1 to 10.
   *
   * @param bins at least 1
   * @throws IllegalArgumentException if it is not
   * @throws FilterException if the field is unknown or never a number
   */
  public Histogram logHistogram(String field, int bins) {
    View view = view(List.of(field));
    return new Binning(view).logHistogram(numeric(view, field), bins);
  }

  /**
   * Returns how often the values of two fields fall into rectangles of a grid.
   *
   * @param xBins number of bins of the first field, at least 1
   * @param yBins number of bins of the second field, at least 1
   * @throws IllegalArgumentException if a number of bins is less than 1
   * @throws FilterException if a field is unknown or never a number
   * @see #histogram
   */
  public Bins bins(String x, int xBins, String y, int yBins) {
    View view = view(List.of(x, y));
    return new Binning(view).bins(numeric(view, x), xBins, numeric(view, y), yBins);
  }

  /**
   * Returns some fields of the first runs in an order.
   *
   * @param columns the fields
   * @param sort {@code field}, {@code field:asc} or {@code field:desc}, the first counts most; if
   *     none is given the order is that of the store
   * @param limit at most this many runs
   * @see #page(List, List, Optional, int)
   */
  public FramePage top(List<String> columns, List<String> sort, int limit) {
    return page(columns, sort, Optional.empty(), limit);
  }

  /**
   * Returns a page of runs, which stays where it is in the order whatever comes before it.
   *
   * <p>Numbers are ordered by size, text by code points; infinities, then NaN, then missing values
   * come last in both directions. Equal runs are in the order of their ids.
   *
   * @param columns the fields
   * @param sort as in {@link #top}
   * @param after the run behind which the page begins, the last one of the page before; empty for
   *     the first page
   * @param limit at most this many runs
   * @throws IllegalArgumentException if the limit is negative
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if the frame has no such run
   */
  public FramePage page(List<String> columns, List<String> sort, Optional<RunId> after, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("The limit (%d) must be at least 0.".formatted(limit));
    }
    List<SortKey> keys = sort.stream().map(SortKey::parse).toList();
    List<String> names = new ArrayList<>(columns);
    keys.forEach(key -> names.add(key.field()));
    View view = view(names);
    List<String> full = columns.stream().map(view::require).toList();
    return new RowOrder(view, keys).page(full, after, limit);
  }

  /**
   * Returns a metric's statistics by the values of two fields.
   *
   * @throws FilterException if both are one field, or one is unknown or the metric never a number
   */
  public Pivot pivot(String rows, String columns, String metric) {
    View view = view(List.of(rows, columns));
    if (view.require(rows).equals(view.require(columns))) {
      throw new FilterException(
          columns,
          0,
          columns.length(),
          "the rows and the columns of a grid must be two fields.",
          "name another one beside '%s'".formatted(rows));
    }
    return Pivot.of(groupBy(rows, columns).aggregate(metric));
  }

  /**
   * Compares with other runs, such as those of another study, by params: both are put into groups
   * with equal values of these fields, and groups with equal keys stand together.
   *
   * @param fields the fields; if none is given, the params that runs of both sides have
   * @param metrics fields with numbers
   * @return the groups of either side, ordered by their keys
   */
  public List<JoinedGroup> join(FrameQuery other, List<String> fields, List<String> metrics) {
    List<String> by = fields;
    if (by.isEmpty()) {
      Set<String> shared = new LinkedHashSet<>(frame.fieldTable().leaves("params."));
      shared.retainAll(other.frame.fieldTable().leaves("params."));
      by = List.copyOf(shared);
    }
    return JoinedGroup.of(groupBy(by).aggregate(metrics), other.groupBy(by).aggregate(metrics));
  }

  /**
   * Returns a metric by configuration and by what the configurations were all run with: the other
   * params, seed and replicate.
   *
   * @param by the fields that make a configuration
   */
  public MetricCells cells(List<String> by, String metric) {
    FieldTable table = fields();
    Set<String> apart = new LinkedHashSet<>(table.leaves("params."));
    apart.addAll(List.of("record.seed", "record.replicate"));
    List<String> names = new ArrayList<>(by);
    names.addAll(apart);
    names.add(metric);
    View view = view(names);
    List<String> fields = by.stream().map(view::require).toList();
    fields.forEach(apart::remove);
    return MetricCells.of(view, fields, List.copyOf(apart), numeric(view, metric));
  }

  /** Returns the rows that this is about, in a state that has these columns. */
  View view(List<String> columns) {
    return View.of(frame, filters, columns);
  }

  /** Returns the fields of all runs of the frame. */
  FieldTable fields() {
    return frame.fieldTable();
  }

  private static String numeric(View view, String field) {
    return view.numeric(List.of(field)).get(0);
  }
}
