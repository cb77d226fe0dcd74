package io.metalab.core.audit;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Experiment;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.audit.AuditReport.ChangedRun;
import io.metalab.core.audit.AuditReport.IncomparableRun;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A sample of a study's successes that are to be executed once more, elsewhere, and compared.
 *
 * <p>A run whose stored attempt was executed on another type of processor, with other native
 * libraries, another Java or other thread settings is not executed: its last digits may differ.
 */
public final class AuditSample {
  private final Store store;
  private final String study;
  private final long successes;
  private final long seed;
  private final Provenance here;
  private final Set<RunId> runs;
  private final List<IncomparableRun> incomparable;

  private AuditSample(
      Store store,
      String study,
      long successes,
      long seed,
      Provenance here,
      Set<RunId> runs,
      List<IncomparableRun> incomparable) {
    this.store = store;
    this.study = study;
    this.successes = successes;
    this.seed = seed;
    this.here = here;
    this.runs = runs;
    this.incomparable = incomparable;
  }

  /**
   * Draws a sample; the same for the same successes and seed.
   *
   * @param study {@code name:version}
   * @param here where and by what the runs would be executed
   */
  public static AuditSample draw(
      Store store, String study, SampleSize size, long seed, Provenance here) {
    requireNonNull(here, "here");
    long successes =
        store.counts().stream()
            .filter(count -> count.experimentId().equals(study))
            .mapToLong((StudyCount count) -> count.count(RunStatus.SUCCESS))
            .sum();
    List<RunId> drawn;
    try (Stream<RunRecord> records = store.runRecords(study)) {
      drawn =
          RunSample.of(
              records.filter(record -> record.status() == RunStatus.SUCCESS).map(RunRecord::runId),
              size.of(successes),
              seed);
    }
    Set<RunId> runs = new LinkedHashSet<>();
    List<IncomparableRun> incomparable = new ArrayList<>();
    for (RunId id : drawn) {
      RunRecord stored = store.findRunRecord(id).orElseThrow();
      List<ValueDifference> differences = Differences.ofEnvironments(stored.provenance(), here);
      if (differences.isEmpty()) {
        runs.add(id);
      } else {
        incomparable.add(new IncomparableRun(stored, differences));
      }
    }
    return new AuditSample(store, study, successes, seed, here, runs, incomparable);
  }

  /** Returns the ids of the runs that are to be executed once more, in ascending order. */
  public Set<RunId> runs() {
    return Collections.unmodifiableSet(runs);
  }

  /**
   * Returns the plan to execute them by: that of the study, with each point's replicates in it
   * whatever a rule about their number says, and without derived metrics.
   */
  public static StudyPlan plan(Experiment study, FileDigests files, ArtifactResolver artifacts) {
    return StudyPlan.of(
        Experiment.of(study.name(), study.version())
            .operation(study.operationSpec(), study.operation())
            .context(study.context())
            .params(study.params())
            .resolver(study.resolver())
            .seeds(study.seeds())
            .goal(study.goal())
            .prune(study.prune())
            .build(),
        files,
        artifacts);
  }

  /**
   * Compares what was stored with what was found now.
   *
   * @param scratch holds the attempts of now
   */
  public AuditReport compare(Store scratch) {
    long same = 0;
    List<ChangedRun> changed = new ArrayList<>();
    List<RunId> left = new ArrayList<>();
    for (RunId id : runs) {
      Optional<RunRecord> now = scratch.findRunRecord(id).filter(AuditSample::isOver);
      if (now.isEmpty()) {
        left.add(id);
        continue;
      }
      RunRecord stored = store.findRunRecord(id).orElseThrow();
      List<ValueDifference> differences = Differences.ofResults(stored, now.get());
      if (differences.isEmpty()) {
        same++;
      } else {
        changed.add(
            new ChangedRun(
                stored, differences, Differences.ofProvenance(stored.provenance(), here)));
      }
    }
    return new AuditReport(study, successes, seed, same, changed, incomparable, left);
  }

  private static boolean isOver(RunRecord record) {
    return record.status() == RunStatus.SUCCESS || record.status() == RunStatus.FAILED;
  }
}
