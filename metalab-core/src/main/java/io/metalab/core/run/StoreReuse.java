package io.metalab.core.run;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
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
   * @return the runs whose computation the store does not hold
   */
  List<Todo> unmatched(List<Todo> todos) {
    Map<String, Todo> byComputation = new LinkedHashMap<>();
    for (Todo todo : todos) {
      byComputation.put(todo.run().computation(), todo);
    }
    Map<String, RunId> found = store.findComputations(byComputation.keySet());
    List<Todo> left = new ArrayList<>();
    Map<Todo, CompletableFuture<Void>> copies = new LinkedHashMap<>();
    byComputation.forEach(
        (computation, todo) -> {
          Optional<RunRecord> source =
              Optional.ofNullable(found.get(computation)).flatMap(store::findRunRecord);
          if (source.isEmpty() || source.get().status() != RunStatus.SUCCESS) {
            left.add(todo);
          } else {
            copies.put(todo, store.putRunRecord(copy(todo, source.get())));
          }
        });
    copies.forEach(
        (todo, durable) -> {
          durable.join();
          tally.reused.increment();
          events.accept(new RunEvent.Reused(RunIds.copyOf(List.of(todo.run().runId())), false));
        });
    return left;
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
