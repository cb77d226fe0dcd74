package io.metalab.cli.command;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.BestRun;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.study.StudySources;
import io.metalab.core.connect.Pace;
import io.metalab.core.controller.Controllers;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.provenance.CodeDigest;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.Race;
import io.metalab.core.results.SavedWork;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.stage.Stage;
import io.metalab.core.stage.StageSurvey;
import io.metalab.core.study.StudyManifest;
import io.metalab.executor.slurm.SlurmStates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at one study, now and then; what its declaration tells is found out once. */
final class StudyLook {
  private final CliContext context;
  private final Store store;
  private final StudyManifest manifest;
  private Optional<Optional<StudySource>> source = Optional.empty();
  private Optional<StudyPlan> plan = Optional.empty();
  private String obstacle = "";

  StudyLook(CliContext context, Store store, StudyManifest manifest) {
    this.context = context;
    this.store = store;
    this.manifest = manifest;
  }

  /** Returns whether this is a look at the study of a manifest. */
  boolean isAt(StudyManifest other) {
    return manifest.equals(other);
  }

  /** Returns how far the study is. */
  StatusView now(Manifests manifests, StudyCount count) {
    long duplicates = manifests.duplicates(manifest.study());
    List<PointOutcome> points = points();
    Optional<SearchProgress> search = search();
    List<StageSurvey> stages = stages();
    return new StatusView(
        manifest,
        count,
        duplicates,
        pruned(),
        continuing(count),
        stale(count),
        pace(count, StatusView.left(manifest, count, duplicates)),
        BestRun.find(store, manifest.study(), manifests.goal(manifest.study())),
        points,
        search,
        stages,
        obstacle,
        Controllers.of(store).live(manifest.study()),
        queue());
  }

  /** Returns what tasks do in the queue of a SLURM cluster and how many; 0 if it does not tell. */
  private Map<String, Integer> queue() {
    try {
      return SlurmStates.of(
          store,
          manifest.study(),
          context.environment().variables(),
          context.environment().clock().instant());
    } catch (MetalabException e) {
      // The rest is known without it.
      return Map.of(String.valueOf(e.getMessage()), 0);
    }
  }

  /** Saved work is looked for only if a run has stopped before its end. */
  private long continuing(StudyCount count) {
    long over = count.count(RunStatus.SUCCESS) + count.count(RunStatus.RUNNING);
    return count.total() > over ? SavedWork.interruptedRuns(manifest.study(), store) : 0;
  }

  /** Returns the study's declaration, which may need classes or files that are elsewhere. */
  private Optional<StudySource> source() {
    if (source.isEmpty()) {
      try {
        source = Optional.of(Optional.of(StudySources.lookedAt(context, manifest)));
      } catch (MetalabException e) {
        // Its state can be told without them.
        obstacle = String.valueOf(e.getMessage());
        source = Optional.of(Optional.empty());
      }
    }
    return source.get();
  }

  /** Returns how many successes other code executed; empty if today's code is not to be had. */
  private OptionalLong stale(StudyCount count) {
    if (count.count(RunStatus.SUCCESS) == 0) {
      return OptionalLong.of(0);
    }
    if (source().isEmpty()) {
      return OptionalLong.empty();
    }
    Set<String> codes = new LinkedHashSet<>();
    for (Stage stage : source().orElseThrow().pipeline().stages()) {
      Optional<String> code = CodeDigest.of(stage.experiment().operation());
      if (code.isEmpty()) {
        return OptionalLong.empty();
      }
      codes.add(code.get());
    }
    return OptionalLong.of(count.stale(codes));
  }

  /** Returns how many runs were told to stop; records are read only where a rule may tell so. */
  private long pruned() {
    if (!manifest.prunes()) {
      return 0;
    }
    try (Stream<RunRecord> records = store.runRecords(manifest.study())) {
      return records.filter(record -> record.tags().contains("pruned")).count();
    }
  }

  /** Records are read only while runs are being executed. */
  private Optional<Pace> pace(StudyCount count, long left) {
    long running = count.count(RunStatus.RUNNING);
    if (running == 0) {
      return Optional.empty();
    }
    Pace.Watch watch = new Pace.Watch(context.environment().clock().instant());
    try (Stream<RunRecord> records = store.runRecords(count.experimentId())) {
      records.forEach(watch::add);
    }
    return Optional.of(watch.pace(running, left));
  }

  /** Returns how far a search is, which its plan tells; empty if it cannot be had. */
  private Optional<SearchProgress> search() {
    if (!manifest.isSearch() || source().isEmpty()) {
      return Optional.empty();
    }
    try {
      return SearchProgress.of(plan(), store);
    } catch (MetalabException e) {
      // The study's files are elsewhere; its state can be told without them.
      obstacle = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  private StudyPlan plan() {
    if (plan.isEmpty()) {
      plan = source().map(known -> known.plan(context));
    }
    return plan.orElseThrow();
  }

  /** Returns where the stages stand, which their plans tell; none if these cannot be had. */
  private List<StageSurvey> stages() {
    if (!manifest.isStaged() || source().isEmpty()) {
      return List.of();
    }
    try {
      StudySource known = source().orElseThrow();
      return StageSurvey.of(known.pipeline(), store, known.planner(context));
    } catch (MetalabException e) {
      // The study's files are elsewhere; its state can be told without them.
      obstacle = String.valueOf(e.getMessage());
      return List.of();
    }
  }

  /** Returns where the points of a race stand, which its plan tells; none if it cannot be had. */
  private List<PointOutcome> points() {
    if (!manifest.isRace() || source().isEmpty()) {
      return List.of();
    }
    try {
      return Race.outcomes(plan(), store);
    } catch (MetalabException e) {
      // The study's files are elsewhere; its state can be told without them.
      obstacle = String.valueOf(e.getMessage());
      return List.of();
    }
  }
}
