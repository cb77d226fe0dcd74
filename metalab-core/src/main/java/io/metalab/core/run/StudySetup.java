package io.metalab.core.run;

import io.metalab.api.Experiment;
import io.metalab.api.Operation;
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
import io.metalab.core.provenance.CodeDigest;
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

  /** Returns this with another plan, whose operation may be another one. */
  StudySetup withPlan(StudyPlan other) {
    return with(other, search, provenance(other.experiment()));
  }

  private Provenance provenance(Experiment experiment) {
    Operation operation = experiment.operation();
    return operation == plan.experiment().operation()
        ? provenance
        : provenance.withCodeDigest(CodeDigest.of(operation).orElse(""));
  }

  /** Returns this with the plan of a search that is under way. */
  StudySetup withSearch(SearchRun under) {
    return with(under.driver().plan(), Optional.of(under), provenance);
  }

  private StudySetup with(
      StudyPlan newPlan, Optional<SearchRun> newSearch, Provenance newProvenance) {
    return new StudySetup(
        newPlan,
        newSearch,
        store,
        inputs,
        executor,
        options,
        manifest,
        only,
        newProvenance,
        files,
        loader,
        serializers,
        listeners,
        onStop,
        log,
        clock,
        nanoTime);
  }

  /**
   * Returns whether results of other experiments are taken over; not where runs are compared with
   * what others reported, which is not taken over.
   */
  boolean reusesStore() {
    return options.reusesStore() && !plan.experiment().prune().hasMedian();
  }

  /** Returns this process as the controller of the study. */
  Controller controller() {
    return Controller.self(
        plan.experiment().id(), clock.instant(), executor.name(), options.workers(), log);
  }

  /** Returns what the body of the runs of an experiment works with, be it another than this. */
  RunBodyConfig bodyConfig(Experiment experiment, RunEventListener events) {
    return RunBodyConfig.builder(experiment.operationSpec(), experiment.operation(), store)
        .inputs(inputs)
        .serializers(serializers)
        .files(files)
        .loader(loader)
        .stage(experiment.stage())
        .tags(experiment.tags())
        .provenance(provenance(experiment))
        .events(events)
        .clock(clock)
        .nanoTime(nanoTime)
        .build();
  }
}
