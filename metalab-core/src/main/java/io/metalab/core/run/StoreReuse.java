package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.plan.PlannedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Takes over the results of equal computations from other experiments of the store. */
final class StoreReuse {
  private final Store store;
  private final RecordFactory records;
  private final StudySetup setup;
  private final Tally tally;
  private final Consumer<RunEvent> events;

  /** A result on its way into the store; stale if other code made it. */
  private record Copy(RunId runId, boolean stale, CompletableFuture<Void> durable) {}

  StoreReuse(StudySetup setup, Tally tally, Consumer<RunEvent> events) {
    this.setup = setup;
    this.store = setup.store();
    this.records = new RecordFactory(setup.plan().experiment().tags(), setup.provenance());
    this.tally = tally;
    this.events = events;
  }

  /**
   * Stores a copy of each result that is there already and waits until the copies are durable.
   *
   * @return the runs whose computation the store does not hold, or only by code too old to be taken
   */
  List<Todo> unmatched(List<Todo> todos) {
    Map<String, Todo> byComputation = new LinkedHashMap<>();
    for (Todo todo : todos) {
      byComputation.put(todo.run().computation(), todo);
    }
    Map<String, RunId> found = store.findComputations(byComputation.keySet());
    List<Todo> left = new ArrayList<>();
    List<Copy> copies = new ArrayList<>();
    byComputation.forEach(
        (computation, todo) -> {
          Optional<RunRecord> source =
              Optional.ofNullable(found.get(computation)).flatMap(store::findRunRecord);
          Decision decision = source.map(this::decide).orElse(Decision.RUN);
          if (decision == Decision.RUN) {
            left.add(todo);
          } else {
            boolean stale = decision == Decision.REUSE_STALE;
            copies.add(
                new Copy(
                    todo.run().runId(),
                    stale,
                    store.putRunRecord(copy(todo, source.orElseThrow()))));
          }
        });
    copies.forEach(this::await);
    return left;
  }

  /** Results of other experiments are as old as their code, too. */
  private Decision decide(RunRecord source) {
    return source.status() == RunStatus.SUCCESS
        ? Decision.of(
            new StoredRun(source.status(), source.attempt(), source.provenance().codeDigest()),
            setup.options(),
            setup.provenance().codeDigest())
        : Decision.RUN;
  }

  private void await(Copy copy) {
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
