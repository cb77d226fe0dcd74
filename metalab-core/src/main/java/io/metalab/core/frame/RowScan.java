package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.Store;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.FieldTable;
import io.metalab.core.where.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The rows of a study, read from the store in one pass in the order in which the runs were first
 * stored. Stored records are taken apart on all cores, and only some pages of rows are in memory at
 * a time, however many there are. For what is asked more than once see {@link StudyFrame}.
 */
public final class RowScan {
  private final FrameSource source;

  private RowScan(FrameSource source) {
    this.source = source;
  }

  /**
   * Returns the rows of an experiment.
   *
   * @param experimentId {@code name:version}, or empty for all experiments of the store
   */
  public static RowScan of(Store store, String experimentId) {
    return new RowScan(FrameSource.of(store, requireNonNull(experimentId, "experimentId")));
  }

  /** Returns the rows of a store that is asked for nothing but changes. */
  static RowScan over(ChangeStore store, String experimentId) {
    return new RowScan(new ChangeSource(store, experimentId));
  }

  /** Returns the rows of records that are made anew, and closed, whenever they are read. */
  public static RowScan of(Supplier<Stream<RunRecord>> records) {
    return new RowScan(new StreamSource(records));
  }

  /** Reads which fields the records have, and nothing of their values. */
  public ScannedFields fields() {
    ScannedFields.Collector collector = new ScannedFields.Collector();
    read(ScannedFields.WANTED, collector::add);
    return collector.fields();
  }

  /**
   * Reads the rows for which filters hold.
   *
   * @param fields the fields that the filters may name
   * @param columns full names of the fields to read
   * @throws io.metalab.core.where.FilterException as {@link Where#bind}
   * @throws UncheckedIOException if the visitor throws
   */
  public void forEach(
      FieldTable fields, List<Where> filters, List<String> columns, RowVisitor visitor) {
    Set<String> wanted = new HashSet<>();
    columns.forEach(column -> wanted.add(FrameData.held(column)));
    filters.forEach(filter -> filter.names().forEach(name -> addCandidates(name, wanted)));
    read(wanted, page -> visit(FrameEditor.only(page), fields, filters, columns, visitor));
  }

  private static void addCandidates(String name, Collection<String> wanted) {
    FieldNames.candidates(name).map(FrameData::held).forEach(wanted::add);
  }

  private static void visit(
      FrameData data,
      FieldTable fields,
      List<Where> filters,
      List<String> columns,
      RowVisitor visitor) {
    long[] selected = new RowFilter(filters, data, data.scope(fields)).select(0);
    List<FrameColumn> shown = columns.stream().map(data::column).toList();
    try {
      for (int row = 0; row < data.rows(); row++) {
        if (Bits.get(selected, row)) {
          visitor.row(FrameColumn.cells(shown, 0, row));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Set<String> wanted, Consumer<PageBuffer> pages) {
    Predicate<String> isWanted = wanted::contains;
    source.read(
        "",
        isWanted,
        new FrameSource.Sink() {
          @Override
          public void restart() {}

          @Override
          public void page(PageBuffer page) {
            pages.accept(page);
          }

          @Override
          public void removed(RunId run) {}
        });
  }
}
