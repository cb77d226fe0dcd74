package io.metalab.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StudyCount;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a store was handed and what it acknowledged; safe for use by many threads. */
final class Ledger {
  /** The name of the states of the runs. */
  static final String STATE = "progress";

  private static final int READ_BYTES = 1 << 20;

  private final Map<RunId, List<RunRecord>> handedOver = new LinkedHashMap<>();
  private final Map<RunId, List<RunRecord>> acknowledged = new LinkedHashMap<>();
  private final Map<StreamKey, byte[]> streams = new LinkedHashMap<>();
  private final Map<ArtifactDescriptor, byte[]> artifacts = new LinkedHashMap<>();
  private final List<String> documents = new ArrayList<>();
  private final Map<RunId, List<String>> notes = new LinkedHashMap<>();
  private final Map<RunId, List<byte[]>> states = new LinkedHashMap<>();
  private final Set<RunId> saved = new HashSet<>();

  synchronized void handOver(RunRecord record) {
    handedOver.computeIfAbsent(record.runId(), id -> new ArrayList<>()).add(record);
  }

  synchronized void acknowledge(RunRecord record) {
    acknowledged.computeIfAbsent(record.runId(), id -> new ArrayList<>()).add(record);
  }

  synchronized void handOver(ArtifactDescriptor artifact, byte[] bytes) {
    artifacts.put(artifact, bytes);
  }

  synchronized void acknowledge(StreamKey stream, byte[] bytes) {
    streams.put(stream, bytes);
  }

  synchronized void acknowledgeDocument(String text) {
    documents.add(text);
  }

  synchronized void acknowledgeNote(RunId runId, String text) {
    notes.computeIfAbsent(runId, id -> new ArrayList<>()).add(text);
  }

  /** A state of a run is about to be saved; from now on it may be there. */
  synchronized void saving(RunId runId, byte[] bytes) {
    states.computeIfAbsent(runId, id -> new ArrayList<>()).add(bytes);
  }

  /** The state is saved: no earlier one is there any more, and it is unless the run succeeds. */
  synchronized void acknowledgeState(RunId runId, byte[] bytes) {
    List<byte[]> handedOver = states.getOrDefault(runId, new ArrayList<>());
    handedOver.subList(0, handedOver.indexOf(bytes)).clear();
    saved.add(runId);
  }

  /** Takes what was acknowledged of a run back: it is about to be removed. */
  synchronized void removing(RunId runId) {
    acknowledged.remove(runId);
    notes.remove(runId);
    saved.remove(runId);
    streams.keySet().removeIf(stream -> stream.runId().equals(runId));
  }

  synchronized boolean isAcknowledged(RunId runId) {
    return acknowledged.containsKey(runId);
  }

  /** States that a store holds all that was acknowledged and nothing that was not handed over. */
  synchronized void check(Store store) throws IOException {
    Set<RunId> seen = new HashSet<>();
    List<RunRecord> effective;
    long counted;
    do {
      // Again while attempts become visible whose beginning nobody waited for.
      counted = counted(store);
      try (Stream<RunRecord> stream = store.runRecords("")) {
        effective = stream.toList();
      }
    } while (counted(store) != counted);
    for (RunRecord record : effective) {
      assertThat(seen.add(record.runId())).as("one effective record of %s", record).isTrue();
      checkRun(store, record);
    }
    assertThat(seen).as("runs that are listed").containsAll(acknowledged.keySet());
    assertThat(counted).as("runs that are counted").isEqualTo(seen.size());
    checkStates(store);
    for (Map.Entry<StreamKey, byte[]> stream : streams.entrySet()) {
      assertThat(store.read(stream.getKey(), 0, READ_BYTES))
          .as("%s", stream.getKey())
          .isEqualTo(stream.getValue());
    }
    for (String text : documents) {
      assertThat(store.documents("experiment"))
          .as("document %s", text)
          .anyMatch(document -> document.text().equals(text));
    }
  }

  /** A state is there whole or not at all; one that was acknowledged goes with success alone. */
  private void checkStates(Store store) {
    if (!(store instanceof StateStore keeper)) {
      return;
    }
    for (Map.Entry<RunId, List<byte[]>> state : states.entrySet()) {
      RunId runId = state.getKey();
      Optional<SavedState> found = keeper.findState(runId, STATE);
      if (found.isPresent()) {
        assertThat(state.getValue()).as("states of %s", runId).contains(found.get().bytes());
      } else {
        boolean mayBeOver =
            handedOver.getOrDefault(runId, List.of()).stream()
                .anyMatch(record -> record.status() == RunStatus.SUCCESS);
        assertThat(saved.contains(runId) && !mayBeOver).as("lost state of %s", runId).isFalse();
      }
    }
  }

  private static long counted(Store store) {
    return store.counts().stream().mapToLong(StudyCount::total).sum();
  }

  private void checkRun(Store store, RunRecord effective) throws IOException {
    RunId runId = effective.runId();
    List<RunRecord> attempts = store.attempts(runId);
    assertThat(attempts.get(0)).isEqualTo(effective);
    assertThat(store.findRunRecord(runId)).contains(effective);
    List<RunRecord> found = attempts.stream().map(Ledger::plain).toList();
    assertThat(handedOver.getOrDefault(runId, List.of()).stream().map(Ledger::plain).toList())
        .as("what was handed over of %s", runId)
        .containsAll(found);
    checkAcknowledged(effective, found, acknowledged.getOrDefault(runId, List.of()));
    for (RunRecord attempt : attempts) {
      for (ArtifactDescriptor artifact : attempt.artifacts()) {
        try (InputStream in = store.openArtifact(artifact)) {
          assertThat(in.readAllBytes())
              .as("%s of %s", artifact, attempt.runId())
              .isEqualTo(artifacts.get(artifact));
        }
      }
    }
  }

  private void checkAcknowledged(
      RunRecord effective, List<RunRecord> found, List<RunRecord> records) {
    RunId runId = effective.runId();
    assertThat(found)
        .as("acknowledged attempts at %s", runId)
        .containsAll(records.stream().map(Ledger::plain).toList());
    assertThat(effective.notes())
        .as("acknowledged notes of %s", runId)
        .containsAll(notes.getOrDefault(runId, List.of()));
    if (records.stream().anyMatch(record -> record.status() == RunStatus.SUCCESS)) {
      assertThat(effective.status()).isEqualTo(RunStatus.SUCCESS);
    }
  }

  /** Returns a record without what annotations change; lost is how a dead writer's run is told. */
  private static RunRecord plain(RunRecord record) {
    RunStatus status = record.status() == RunStatus.LOST ? RunStatus.RUNNING : record.status();
    return record.toBuilder().status(status).notes(List.of()).build();
  }
}
