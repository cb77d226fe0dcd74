package io.metalab.core.stage;

import io.metalab.api.ArtifactValue;
import io.metalab.api.RunRecord;
import io.metalab.api.StageValue;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.registry.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a stage wants of an earlier run out of its record.
 *
 * @param stage the stage that takes
 * @param wanted what it takes of each run
 */
record RecordValues(String stage, List<StageValue> wanted) {
  RecordValues {
    wanted = List.copyOf(wanted);
  }

  /**
   * Returns the values in the order in which they are wanted.
   *
   * @throws StageException if the run does not have one of them
   */
  List<@Nullable Object> of(RunRecord record) {
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
