package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RunHistory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads what is known of runs, one after the other, in the order of their first attempts; an
 * attempt is left out while it is being executed.
 */
final class RunHistories extends Spliterators.AbstractSpliterator<RunHistory> {
  private static final int RUNS_AT_ONCE = 256;

  /** Where a record is, and the status that people see. */
  private record Attempt(RecordReader.Place place, RunStatus shown) {}

  /** Where what is known of a run is. */
  private record Next(
      RunId run,
      String experiment,
      int removed,
      List<CatalogIndex.NotePlace> removal,
      List<Attempt> attempts,
      List<CatalogIndex.NotePlace> notes) {}

  private final Catalog catalog;
  private final CatalogIndex index;
  private final ShownStatuses statuses;
  private final String wanted;
  private final RecordReader reader;
  private final Iterator<RunId> runs;
  private final ArrayDeque<Next> next = new ArrayDeque<>();

  private RunHistories(
      Catalog catalog,
      CatalogIndex index,
      ShownStatuses statuses,
      String wanted,
      Iterator<RunId> runs) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.catalog = catalog;
    this.index = index;
    this.statuses = statuses;
    this.wanted = wanted;
    this.reader = new RecordReader(catalog);
    this.runs = runs;
  }

  /** Starts at the first run of an experiment, or of all; the catalog must be locked. */
  static Stream<RunHistory> all(
      Catalog catalog, CatalogIndex index, ShownStatuses statuses, String experiment) {
    return stream(new RunHistories(catalog, index, statuses, experiment, index.runs()));
  }

  /**
   * Reads what is known of some runs, in the order in which they lie, so that files are read
   * forwards; the catalog must be locked.
   */
  static Stream<RunHistory> of(
      Catalog catalog, CatalogIndex index, ShownStatuses statuses, Collection<RunId> runs) {
    List<RunId> ordered = new ArrayList<>(runs);
    ordered.sort(Comparator.comparingLong(run -> place(index, run)));
    return stream(new RunHistories(catalog, index, statuses, "", ordered.iterator()));
  }

  private static long place(CatalogIndex index, RunId run) {
    int head = index.table.find(Id.of(run));
    return head == RunTable.NONE
        ? -1
        : (long) index.table.segment(head) << Integer.SIZE | index.table.offset(head);
  }

  private static Stream<RunHistory> stream(RunHistories histories) {
    return StreamSupport.stream(histories, false).onClose(histories::close);
  }

  private void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw catalog.unreadable(e);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super RunHistory> action) {
    try {
      while (true) {
        if (next.isEmpty()) {
          fill();
        }
        Next found = next.poll();
        if (found == null) {
          return false;
        }
        RunHistory history = read(found);
        boolean isWanted = wanted.isEmpty() || wanted.equals(history.experimentId());
        if (isWanted && !history.isEmpty()) {
          action.accept(history);
          return true;
        }
      }
    } catch (IOException e) {
      throw catalog.unreadable(e);
    }
  }

  private void fill() throws IOException {
    synchronized (catalog) {
      for (int i = 0; i < RUNS_AT_ONCE && runs.hasNext(); i++) {
        next.add(find(runs.next()));
      }
    }
  }

  private Next find(RunId run) throws IOException {
    int head = index.table.find(Id.of(run));
    String experiment = "";
    List<Attempt> attempts = new ArrayList<>();
    if (head != RunTable.NONE) {
      experiment = index.kinds.get(index.table.kind(head)).experiment();
      for (int row : index.table.attempts(head)) {
        RunStatus shown = statuses.of(row);
        if (shown != RunStatus.RUNNING) {
          attempts.add(new Attempt(RecordReader.place(index, row), shown));
        }
      }
    }
    return new Next(
        run,
        experiment,
        index.removedUpTo(run),
        index.removal(run),
        attempts,
        attempts.isEmpty() ? List.of() : index.notes(run));
  }

  private RunHistory read(Next found) throws IOException {
    String experiment = found.experiment();
    if (experiment.isEmpty() && !found.removal().isEmpty()) {
      experiment = reader.experimentOf(found.removal().get(0));
    }
    Set<RunRecord> attempts = new LinkedHashSet<>();
    if (wanted.isEmpty() || wanted.equals(experiment)) {
      for (Attempt attempt : found.attempts()) {
        RunRecord record = reader.original(attempt.place());
        attempts.add(ShownStatuses.withStatus(record, attempt.shown()));
      }
    }
    return new RunHistory(
        found.run(),
        experiment,
        found.removed(),
        List.copyOf(attempts),
        reader.edits(found.notes()));
  }
}
