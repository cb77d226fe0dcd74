package io.metalab.store.file;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads records of runs from the segments, by what the catalog tells of them. */
final class RecordQueries {
  private final Catalog catalog;
  private final Sessions sessions;
  private final Leases leases;

  private record Shown(RecordReader.Place place, RunStatus status) {
    RunRecord read(RecordReader reader) throws IOException {
      return ShownStatuses.withStatus(reader.read(place), status);
    }
  }

  RecordQueries(Catalog catalog, Sessions sessions, Leases leases) {
    this.catalog = catalog;
    this.sessions = sessions;
    this.leases = leases;
  }

  /** Returns the effective record of a run. */
  Optional<RunRecord> find(RunId id) throws IOException {
    return Optional.ofNullable(find(List.of(id)).get(id));
  }

  /** Returns the effective record of each run that is stored. */
  Map<RunId, RunRecord> find(Collection<RunId> ids) throws IOException {
    Map<RunId, Shown> found = new LinkedHashMap<>();
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      ShownStatuses statuses = new ShownStatuses(index, sessions, leases);
      for (RunId id : ids) {
        int head = index.table.find(Id.of(id));
        int row = head == RunTable.NONE ? RunTable.NONE : index.table.effective(head);
        if (row != RunTable.NONE) {
          found.put(id, new Shown(RecordReader.place(index, row), statuses.of(row)));
        }
      }
    }
    Map<RunId, RunRecord> records = new LinkedHashMap<>();
    try (RecordReader reader = new RecordReader(catalog)) {
      for (Map.Entry<RunId, Shown> entry : found.entrySet()) {
        records.put(entry.getKey(), entry.getValue().read(reader));
      }
    }
    return records;
  }

  /** Returns the attempts at a run, the effective record first. */
  List<RunRecord> attempts(RunId id) throws IOException {
    List<Shown> found = new ArrayList<>();
    synchronized (catalog) {
      CatalogIndex index = catalog.refresh();
      ShownStatuses statuses = new ShownStatuses(index, sessions, leases);
      int head = index.table.find(Id.of(id));
      List<Integer> rows = head == RunTable.NONE ? List.of() : index.table.attempts(head);
      for (int row : rows) {
        found.add(new Shown(RecordReader.place(index, row), statuses.of(row)));
      }
    }
    List<RunRecord> records = new ArrayList<>();
    try (RecordReader reader = new RecordReader(catalog)) {
      for (Shown shown : found) {
        records.add(shown.read(reader));
      }
    }
    return records;
  }
}
