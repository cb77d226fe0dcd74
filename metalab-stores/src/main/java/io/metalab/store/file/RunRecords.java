package io.metalab.store.file;

import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads records one after the other, in the order of their first attempts: the effective ones, or
 * each followed by those it supersedes.
 */
final class RunRecords extends Spliterators.AbstractSpliterator<RunRecord> {
  private static final int ROWS_AT_ONCE = 256;

  private record Next(RecordReader.Place place, RunStatus status) {}

  private final Catalog catalog;
  private final CatalogIndex index;
  private final ShownStatuses statuses;
  private final String experiment;
  private final boolean everyAttempt;
  private final RecordReader reader;
  private final ArrayDeque<Next> next = new ArrayDeque<>();
  private final int end;
  private int row;

  /** Starts at the first record; the catalog must be locked. */
  RunRecords(
      Catalog catalog,
      CatalogIndex index,
      ShownStatuses statuses,
      String experiment,
      boolean everyAttempt) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.catalog = catalog;
    this.index = index;
    this.statuses = statuses;
    this.experiment = experiment;
    this.everyAttempt = everyAttempt;
    this.reader = new RecordReader(catalog);
    this.end = index.table.size();
  }

  Stream<RunRecord> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  private void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw catalog.unreadable(e);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super RunRecord> action) {
    try {
      while (next.isEmpty() && row < end) {
        fill();
      }
      Next found = next.poll();
      if (found == null) {
        return false;
      }
      action.accept(ShownStatuses.withStatus(reader.read(found.place()), found.status()));
      return true;
    } catch (IOException e) {
      throw catalog.unreadable(e);
    }
  }

  private void fill() throws IOException {
    synchronized (catalog) {
      int stop = Math.min(end, row + ROWS_AT_ONCE);
      for (; row < stop; row++) {
        int effective = index.table.isHead(row) ? index.table.effective(row) : RunTable.NONE;
        if (effective != RunTable.NONE
            && (experiment.isEmpty()
                || index.kinds.get(index.table.kind(effective)).experiment().equals(experiment))) {
          List<Integer> rows = everyAttempt ? index.table.attempts(row) : List.of(effective);
          for (int attempt : rows) {
            next.add(new Next(RecordReader.place(index, attempt), statuses.of(attempt)));
          }
        }
      }
    }
  }
}
