package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.core.stage.StageStanding;
import java.util.Map;

/**
 * What a session would do in one stage.
 *
 * @param standing what is known of the stage
 * @param counts where its runs are that have ids
 */
public record StagePreview(StageStanding standing, StageCounts counts) {
  public StagePreview {
    requireNonNull(standing, "standing");
    requireNonNull(counts, "counts");
  }

  static StagePreview of(StageStanding standing, Map<String, StageCounts> counts) {
    return new StagePreview(standing, counts.getOrDefault(standing.name(), StageCounts.NONE));
  }
}
