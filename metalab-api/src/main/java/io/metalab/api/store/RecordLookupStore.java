package io.metalab.api.store;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ability to read the records of many runs at once. */
public interface RecordLookupStore {
  /**
   * Returns the effective records of the runs, in one look-up; ids that are not stored or were
   * removed are absent from the result.
   */
  Map<RunId, RunRecord> findRunRecords(Collection<RunId> ids);

  /** Returns the effective records of the runs of any store, one after the other if need be. */
  static Map<RunId, RunRecord> findRunRecords(Store store, Collection<RunId> ids) {
    if (store instanceof RecordLookupStore able) {
      return able.findRunRecords(ids);
    }
    Map<RunId, RunRecord> records = new LinkedHashMap<>();
    ids.forEach(id -> store.findRunRecord(id).ifPresent(record -> records.put(id, record)));
    return records;
  }
}
