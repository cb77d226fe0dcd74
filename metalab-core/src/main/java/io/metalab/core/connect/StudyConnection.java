package io.metalab.core.connect;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StudyCount;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.results.Results;
import io.metalab.core.run.Ending;
import io.metalab.core.run.FailureReport;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.RunHandle;
import io.metalab.core.run.StudyResult;
import io.metalab.core.run.StudyStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A handle on a study that other processes execute, or that was executed before: all it knows comes
 * from the store, and what it asks goes through the store.
 *
 * <p>A study goes on while a controller is there or a run is being executed. Runs are counted over
 * all controllers and sessions, so none counts as reused.
 */
public final class StudyConnection implements RunHandle {
  private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Store store;
  private final Declaration declaration;
  private final Controllers controllers;
  private final InstantSource clock;

  private StudyConnection(Store store, Declaration declaration, InstantSource clock) {
    this.store = requireNonNull(store, "store");
    this.declaration = requireNonNull(declaration, "declaration");
    this.controllers = Controllers.of(store);
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Connects to a study of a store, which is left open.
   *
   * @param store the store, opened to write if the study is to be stopped
   * @param declaration what the store knows of the study's declaration
   * @param clock what time it is, to tell the rate of runs
   */
  public static StudyConnection of(Store store, Declaration declaration, InstantSource clock) {
    return new StudyConnection(store, declaration, clock);
  }

  @Override
  public String study() {
    return declaration.study();
  }

  /** Returns who executes the study now, as far as is known. */
  public List<Controller> controllers() {
    return controllers.live(study());
  }

  @Override
  public StudyStatus status() {
    StudyCount count = count();
    RunCounts counts = counts(count);
    boolean finished = isFinished(count);
    if (finished || counts.executed() == 0) {
      return new StudyStatus(counts, 0, Optional.empty(), finished);
    }
    Pace.Watch watch = new Pace.Watch(clock.instant());
    try (Stream<RunRecord> records = store.runRecords(study())) {
      records.forEach(watch::add);
    }
    Pace pace = watch.pace(counts.running(), counts.todo());
    return new StudyStatus(counts, pace.runsPerSecond(), pace.remaining(), false);
  }

  @Override
  public List<RunId> running() {
    try (Stream<RunRecord> records = store.runRecords(study())) {
      List<RunId> ids =
          records
              .filter(record -> record.status() == RunStatus.RUNNING)
              .map(RunRecord::runId)
              .toList();
      // The record of a run whose process died says that it runs; the store knows better.
      Map<RunId, StoredRun> known = store.findRuns(ids);
      return ids.stream()
          .filter(id -> known.containsKey(id) && known.get(id).status() == RunStatus.RUNNING)
          .toList();
    }
  }

  @Override
  public StudyResult soFar() {
    return result(count(), Ending.CANCELLED);
  }

  @Override
  public void drain() {
    ask(new StopRequest(StopMode.DRAIN, "drained through the store"));
  }

  @Override
  public void cancel(String reason) {
    ask(new StopRequest(StopMode.CANCEL, requireNonNull(reason, "reason")));
  }

  private void ask(StopRequest request) {
    if (!controllers.areKnown()) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s does not know who executes its studies. Stop their processes instead."
              .formatted(store.locator()));
    }
    controllers().forEach(controller -> controllers.ask(controller, request));
  }

  @Override
  public StudyResult result() {
    return result(Duration.ofNanos(Long.MAX_VALUE)).orElseThrow();
  }

  @Override
  public Optional<StudyResult> result(Duration timeout) {
    long start = System.nanoTime();
    StudyCount count = count();
    while (!isFinished(count)) {
      long left = timeout.toNanos() - (System.nanoTime() - start);
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, NANOS_BETWEEN_LOOKS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new MetalabException(
            ErrorCode.CANCELLED, "The wait for the study was interrupted; the study goes on.", e);
      }
      count = count();
    }
    return Optional.of(result(count, ending(counts(count))));
  }

  @Override
  public Stream<RunRecord> gather() {
    result();
    List<RunId> order = declaration.order(store);
    return order.stream().map(store::findRunRecord).flatMap(Optional::stream);
  }

  private StudyResult result(StudyCount count, Ending ending) {
    return new StudyResult(
        ending,
        counts(count),
        FailureReport.of(store, Results.of(store, study())).failed(),
        DerivedUpdate.NONE,
        lastWall());
  }

  /** What is done is complete, whoever did it; else the last controller knows. */
  private Ending ending(RunCounts counts) {
    if (counts.todo() + counts.cancelled() == 0) {
      return Ending.COMPLETE;
    }
    String word = last().flatMap(controllers::end).map(Controllers.End::ending).orElse("");
    for (Ending ending : Ending.values()) {
      if (ending.name().toLowerCase(Locale.ROOT).equals(word)) {
        return ending;
      }
    }
    return Ending.LOST;
  }

  private Duration lastWall() {
    return last()
        .flatMap(
            controller ->
                controllers
                    .end(controller)
                    .map(end -> Duration.between(controller.started(), end.at())))
        .orElse(Duration.ZERO);
  }

  private Optional<Controller> last() {
    List<Controller> all = controllers.all(study());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private boolean isFinished(StudyCount count) {
    return count.count(RunStatus.RUNNING) == 0 && controllers().isEmpty();
  }

  private StudyCount count() {
    return store.counts().stream()
        .filter(count -> count.experimentId().equals(study()))
        .findFirst()
        .orElse(StudyCount.none(study()));
  }

  private RunCounts counts(StudyCount count) {
    return new RunCounts(
        declaration.runs(),
        declaration.duplicates(),
        0,
        0,
        0,
        count.count(RunStatus.SUCCESS),
        count.count(RunStatus.FAILED),
        count.count(RunStatus.CANCELLED),
        count.count(RunStatus.RUNNING),
        0);
  }
}
