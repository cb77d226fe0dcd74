package io.metalab.core.run;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ParameterSpec;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.EarlierCheckpoint;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where runs may start whose operation describes a monotone budget: the ids of the runs with
 * less of it follow from the identity, and the store is asked about many of them at a time. A run
 * that may be stopped before its end, or that others are compared with, starts at the beginning,
 * since all that it reports counts.
 */
final class EarlierCheckpoints {
  /** How many smaller budgets are looked at, the nearest first. */
  static final int MOST_LOOKED_AT = 10_000;

  private static final int FIRST_BATCH = 64;

  private final StudyPlan plan;
  private final Store store;
  private final Optional<ParameterSpec> budget;

  EarlierCheckpoints(StudyPlan plan, Store store) {
    this.plan = plan;
    this.store = store;
    this.budget = plan.experiment().operationSpec().findBudget();
  }

  /** Returns the payload with the checkpoint of the nearest shorter run, if there is one. */
  RunPayload addTo(RunPayload payload, PlannedRun run) {
    return budget
        .flatMap(parameter -> find(run, parameter))
        .map(payload::withEarlier)
        .orElse(payload);
  }

  private Optional<EarlierCheckpoint> find(PlannedRun run, ParameterSpec parameter) {
    if (run.point().pruning().needsAllReports()
        || !(run.point().params().get(parameter.name()) instanceof Long own)) {
      return Optional.empty();
    }
    long least = Math.max((long) Math.max(parameter.min(), 0), own - MOST_LOOKED_AT);
    int batch = FIRST_BATCH;
    long from = own - 1;
    while (from >= least) {
      int count = (int) Math.min(batch, from - least + 1);
      RunIds ids = plan.idsDownFrom(run, parameter.name(), from, count);
      Map<RunId, StoredRun> known = store.findRuns(ids);
      for (int i = 0; i < count; i++) {
        StoredRun stored = known.get(ids.get(i));
        if (stored != null && stored.status() == RunStatus.SUCCESS) {
          Optional<EarlierCheckpoint> found = checkpoint(ids.get(i), parameter, from - i);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      from -= count;
      batch *= 2;
    }
    return Optional.empty();
  }

  private Optional<EarlierCheckpoint> checkpoint(RunId run, ParameterSpec parameter, long value) {
    return store
        .findRunRecord(run)
        .map(record -> StoredArtifacts.resolve(record, parameter.checkpoint()))
        .filter(ArtifactResolution.Found.class::isInstance)
        .map(
            found -> {
              ArtifactValue artifact = ((ArtifactResolution.Found) found).value();
              return new EarlierCheckpoint(artifact, value);
            });
  }
}
