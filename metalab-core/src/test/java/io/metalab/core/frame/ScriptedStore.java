package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import io.metalab.core.codec.RunRecordCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Records that a test puts and removes, with a log of changes that can be cut off. */
final class ScriptedStore implements ChangeStore {
  private final Map<RunId, RunRecord> records = new LinkedHashMap<>();
  private final List<RunId> log = new ArrayList<>();
  private int generation;
  int told;

  void put(RunRecord record) {
    records.put(record.runId(), record);
    log.add(record.runId());
  }

  void remove(RunId run) {
    records.remove(run);
    log.add(run);
  }

  List<RunRecord> records() {
    return List.copyOf(records.values());
  }

  /** Makes all marks void. */
  void forget() {
    generation++;
  }

  @Override
  public String readChanges(String experimentId, String mark, ChangeReader reader) {
    String[] parts = mark.split(":", -1);
    boolean known = parts.length == 2 && parts[0].equals("" + generation);
    if (!known && !mark.isEmpty()) {
      reader.restart();
    }
    Iterable<RunId> changed =
        known
            ? new LinkedHashSet<>(log.subList(Integer.parseInt(parts[1]), log.size()))
            : List.copyOf(records.keySet());
    for (RunId run : changed) {
      told++;
      if (records.containsKey(run)) {
        RunRecord record = requireNonNull(records.get(run));
        byte[] json = RunRecordCodec.encode(record);
        byte[] padded = new byte[json.length + 6];
        System.arraycopy(json, 0, padded, 3, json.length);
        reader.record(record.status(), padded, 3, json.length);
      } else {
        reader.removed(run);
      }
    }
    return generation + ":" + log.size();
  }
}
