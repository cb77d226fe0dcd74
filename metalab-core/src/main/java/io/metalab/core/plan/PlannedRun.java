package io.metalab.core.plan;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ParamCase;
import io.metalab.api.RunId;
import io.metalab.api.SeedBundle;
import io.metalab.core.identity.Identities;

/**
 * One run of a plan.
 *
 * @param index the place in the plan
 * @param runId SHA-256 of the identity
 * @param identity the canonical text
 * @param point the resolved params with case id and tags
 * @param seeds the seeds
 */
public record PlannedRun(
    long index, RunId runId, String identity, ParamCase point, SeedBundle seeds) {
  public PlannedRun {
    requireNonNull(runId, "runId");
    requireNonNull(identity, "identity");
    requireNonNull(point, "point");
    requireNonNull(seeds, "seeds");
  }

  /** Returns the digest of the identity without the experiment; computed at each call. */
  public String computation() {
    return Identities.computation(identity);
  }
}
