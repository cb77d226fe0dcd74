package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * A value that a run of an earlier stage of the same study gives; stands in params and contexts of
 * a stage until the runs are known that it takes.
 *
 * <p>The artifact of a run is an {@link ArtifactValue}, which counts by content; a param is the
 * value that the run was given, an input of its own included; a metric is a result. Where a stage
 * takes several runs at once, the value is a list with one value for each of them.
 *
 * @param kind what of the run is meant
 * @param stage the name of the earlier stage
 * @param name the name of the artifact, param or metric
 */
public record StageValue(Kind kind, String stage, String name) {
  /** What of a run is meant. */
  public enum Kind {
    /** A file or directory that the run captured. */
    ARTIFACT,
    /** A parameter of the run. */
    PARAM,
    /** A metric of the run. */
    METRIC
  }

  public StageValue {
    requireNonNull(kind, "kind");
    if (requireNonNull(stage, "stage").isEmpty()) {
      throw new IllegalArgumentException("The stage of a value must not be empty.");
    }
    if (kind == Kind.ARTIFACT) {
      Digests.checkPath(name, "artifact");
    } else if (requireNonNull(name, "name").isEmpty()) {
      throw new IllegalArgumentException("The name of a value of a stage must not be empty.");
    }
  }
}
