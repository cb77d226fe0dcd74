package io.metalab.core.run;

import io.metalab.api.Provenance;
import io.metalab.api.RunEventListener;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.store.Store;
import io.metalab.capture.Serializers;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** What a study's session works with; see {@link StudyRunner}. */
record StudySetup(
    StudyPlan plan,
    Optional<SearchRun> search,
    Store store,
    Store inputs,
    ExecutorProvider executor,
    RunOptions options,
    String manifest,
    Optional<Predicate<PlannedRun>> only,
    Provenance provenance,
    FileDigests files,
    ClassLoader loader,
    Serializers serializers,
    List<RunEventListener> listeners,
    Consumer<StopRequest> onStop,
    String log,
    InstantSource clock,
    LongSupplier nanoTime) {
  StudySetup {
    listeners = List.copyOf(listeners);
  }

  /** Returns this with another plan. */
  StudySetup withPlan(StudyPlan other) {
    return with(other, search);
  }

  /** Returns this with the plan of a search that is under way. */
  StudySetup withSearch(SearchRun under) {
    return with(under.driver().plan(), Optional.of(under));
  }

  private StudySetup with(StudyPlan newPlan, Optional<SearchRun> newSearch) {
    return new StudySetup(
        newPlan,
        newSearch,
        store,
        inputs,
        executor,
        options,
        manifest,
        only,
        provenance,
        files,
        loader,
        serializers,
        listeners,
        onStop,
        log,
        clock,
        nanoTime);
  }

  /** Returns this process as the controller of the study. */
  Controller controller() {
    return Controller.self(
        plan.experiment().id(), clock.instant(), executor.name(), options.workers(), log);
  }

  RunBodyConfig bodyConfig(RunEventListener events) {
    return RunBodyConfig.builder(
            plan.experiment().operationSpec(), plan.experiment().operation(), store)
        .inputs(inputs)
        .serializers(serializers)
        .files(files)
        .loader(loader)
        .tags(plan.experiment().tags())
        .provenance(provenance)
        .events(events)
        .clock(clock)
        .nanoTime(nanoTime)
        .build();
  }
}
