package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.core.plan.PlannedRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Takes over the results of equal computations from other experiments of the store: records, logs
 * and series, so that a copy outlives its source. Artifacts are kept by content and need no copy.
 */
final class StoreReuse {
  private final Store store;
  private final StoreMatches matches;
  private final RecordFactory records;
  private final StudySetup setup;
  private final Tally tally;
  private final Consumer<RunEvent> events;

  /** A result on its way into the store. */
  private record Copy(
      StoreMatches.Match match, RunRecord record, Map<StreamKey.Kind, StreamCopy> streams) {}

  /** A copy that was handed over; stale if other code made it. */
  private record Stored(RunId runId, boolean stale, CompletableFuture<Void> durable) {}

  StoreReuse(StudySetup setup, Tally tally, Consumer<RunEvent> events) {
    this.setup = setup;
    this.store = setup.store();
    this.matches = new StoreMatches(setup);
    this.records =
        new RecordFactory(
            setup.plan().experiment().stage(),
            setup.plan().experiment().tags(),
            setup.provenance());
    this.tally = tally;
    this.events = events;
  }

  /**
   * Stores a copy of each result that is there already and waits until the copies are durable.
   *
   * @return the runs whose computation the store does not hold, or only by code too old to be taken
   */
  List<Todo> unmatched(List<Todo> todos) {
    List<Copy> copies = copies(matches.find(todos));
    Set<Todo> left = new LinkedHashSet<>(todos);
    List<Stored> stored = new ArrayList<>();
    for (Copy copy : copies) {
      left.remove(copy.match().todo());
      stored.add(store(copy));
    }
    stored.forEach(this::await);
    return List.copyOf(left);
  }

  private List<Copy> copies(List<StoreMatches.Match> found) {
    Map<RunId, RunRecord> sources =
        RecordLookupStore.findRunRecords(
            store, found.stream().map(StoreMatches.Match::source).toList());
    List<Copy> copies = new ArrayList<>();
    for (StoreMatches.Match match : found) {
      RunRecord source = sources.get(match.source());
      if (source != null && source.status() == RunStatus.SUCCESS) {
        copies.add(new Copy(match, copy(match.todo(), source), streams(source)));
      }
    }
    return copies;
  }

  private Map<StreamKey.Kind, StreamCopy> streams(RunRecord source) {
    Map<StreamKey.Kind, StreamCopy> streams = new EnumMap<>(StreamKey.Kind.class);
    for (StreamKey.Kind kind : StreamKey.Kind.values()) {
      streams.put(
          kind, new StreamCopy(store, new StreamKey(source.runId(), source.attempt(), kind)));
    }
    return streams;
  }

  private Stored store(Copy copy) {
    RunRecord record = copy.record();
    copy.streams()
        .forEach(
            (kind, stream) ->
                stream.writeTo(new StreamKey(record.runId(), record.attempt(), kind)));
    return new Stored(record.runId(), copy.match().stale(), store.putRunRecord(record));
  }

  private void await(Stored copy) {
    copy.durable().join();
    tally.reused.increment();
    if (copy.stale()) {
      tally.stale.increment();
    }
    events.accept(new RunEvent.Reused(RunIds.copyOf(List.of(copy.runId())), copy.stale()));
  }

  private RunRecord copy(Todo todo, RunRecord source) {
    PlannedRun run = todo.run();
    List<String> notes = new ArrayList<>(source.notes());
    notes.add("reused from " + source.runId());
    return source.toBuilder()
        .runId(run.runId())
        .experimentId(setup.plan().experiment().id())
        .attempt(todo.attempts() + 1)
        .identity(run.identity())
        .caseId(run.point().caseId())
        .derived(Map.of())
        .tags(records.tags(run.point().tags(), List.of()))
        .notes(notes)
        .build();
  }
}
