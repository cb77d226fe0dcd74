package io.metalab.core.stage;

import com.google.common.collect.Iterables;
import io.metalab.api.ArtifactValue;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.StageValue;
import io.metalab.api.store.RecordLookupStore;
import io.metalab.api.store.Store;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.frame.RowScan;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.where.RecordFields;
import io.metalab.core.where.Where;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what a stage takes from an earlier one out of a store, many records at a time. */
final class TakeReader {
  private static final int BATCH = 4_096;

  private final Store store;
  private final String stage;
  private final Take take;
  private final List<StageValue> wanted;
  private final Predicate<RunStatus> blocks;

  private final List<TakenRun> taken = new ArrayList<>();
  private final Set<String> blockedPoints = new LinkedHashSet<>();
  private final Set<RunId> blocking = new LinkedHashSet<>();
  private Optional<Predicate<RunRecord>> filter = Optional.empty();
  private long pending;
  private long failed;

  /**
   * Prepares to read.
   *
   * @param stage the stage that takes
   * @param wanted what it takes of each run
   * @param blocks tells whether a run of a status other than success will never be one
   */
  TakeReader(
      Store store, String stage, Take take, List<StageValue> wanted, Predicate<RunStatus> blocks) {
    this.store = store;
    this.stage = stage;
    this.take = take;
    this.wanted = wanted;
    this.blocks = blocks;
  }

  /**
   * Reads the runs.
   *
   * @throws StageException if a successful run does not have what is wanted of it, or none has the
   *     metric by which they are ranked
   */
  TakenRuns read(EarlierRuns earlier) {
    for (List<RunId> ids : Iterables.partition(earlier.ids(), BATCH)) {
      Map<RunId, RunRecord> records = RecordLookupStore.findRunRecords(store, ids);
      bindFilter(records.values());
      ids.forEach(id -> add(id, records.get(id)));
    }
    pending += earlier.pending();
    long blockedBefore = 0;
    if (!take.skipFailed()) {
      blockedBefore = earlier.blocked();
      blocking.addAll(earlier.blocking());
    }
    List<RunId> named = blocking.stream().limit(TakenRuns.MOST_NAMED).toList();
    return new TakenShares(stage, take, taken, blockedPoints)
        .shared(pending, failed, blockedBefore, earlier.runsPerPoint(), named);
  }

  private void bindFilter(Collection<RunRecord> records) {
    if (take.where().isEmpty() || filter.isPresent()) {
      return;
    }
    List<RunRecord> known =
        records.stream().filter(record -> record.status() == RunStatus.SUCCESS).toList();
    if (!known.isEmpty()) {
      filter =
          Optional.of(
              Where.parse(take.where())
                  .bind(RowScan.of(known::stream).fields().table().scope(RecordFields::reader)));
    }
  }

  private void add(RunId id, @Nullable RunRecord record) {
    if (record != null && record.status() == RunStatus.SUCCESS) {
      if (filter.isEmpty() || filter.get().test(record)) {
        taken.add(new TakenRun(id, point(record), score(record), values(record)));
      }
    } else if (record == null || !blocks.test(record.status())) {
      pending++;
    } else if (!take.skipFailed()) {
      failed++;
      blockedPoints.add(point(record));
      if (blocking.size() < TakenRuns.MOST_NAMED) {
        blocking.add(id);
      }
    }
  }

  private String point(RunRecord record) {
    return record.contextFingerprint() + record.paramsFingerprint();
  }

  private double score(RunRecord record) {
    return take.ranks() && record.metrics().get(take.by().metric()) instanceof Number value
        ? value.doubleValue()
        : Double.NaN;
  }

  private List<@Nullable Object> values(RunRecord record) {
    List<@Nullable Object> values = new ArrayList<>(wanted.size());
    wanted.forEach(value -> values.add(value(record, value)));
    return values;
  }

  private @Nullable Object value(RunRecord record, StageValue value) {
    return switch (value.kind()) {
      case ARTIFACT -> artifact(record, value);
      case METRIC -> {
        Object metric = record.metrics().get(value.name());
        if (metric == null) {
          throw missing(record, value, "metric", record.metrics().keySet());
        }
        if (metric instanceof Double number && !Double.isFinite(number)) {
          throw new StageException(
              stage,
              "The stage '%s' takes the metric '%s' of '%s', which is %s in run %s, but params are finite. Leave such runs out with where."
                  .formatted(stage, value.name(), value.stage(), metric, record.runId().shortHex()),
              "");
        }
        yield metric;
      }
      case PARAM -> {
        if (!record.params().has(value.name())) {
          throw missing(record, value, "parameter", record.params().names());
        }
        yield record.params().get(value.name());
      }
    };
  }

  private ArtifactValue artifact(RunRecord record, StageValue value) {
    ArtifactResolution resolution = StoredArtifacts.resolve(record, value.name());
    if (resolution instanceof ArtifactResolution.Found found) {
      return found.value();
    }
    ArtifactResolution.Missing missing = (ArtifactResolution.Missing) resolution;
    throw new StageException(
        stage,
        "The stage '%s' takes the artifact '%s' of '%s', but of run %s: %s"
            .formatted(
                stage, value.name(), value.stage(), record.runId().shortHex(), missing.reason()),
        missing.suggestion());
  }

  private StageException missing(
      RunRecord record, StageValue value, String what, Collection<String> known) {
    return new StageException(
        stage,
        "The stage '%s' takes the %s '%s' of '%s', which run %s does not have. It has %s."
            .formatted(
                stage,
                what,
                value.name(),
                value.stage(),
                record.runId().shortHex(),
                known.isEmpty() ? "none" : String.join(", ", known)),
        DidYouMean.closest(value.name(), known).orElse(""));
  }
}
