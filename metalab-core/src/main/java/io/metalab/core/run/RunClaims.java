package io.metalab.core.run;

import io.metalab.api.RunId;
import io.metalab.api.store.ClaimStore;
import io.metalab.core.controller.Controllers;
import io.metalab.core.json.CanonicalJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims on single runs of a study that are started before their stage, so that they stand in
 * no chunk yet. The number of a claim follows from the id of the run.
 *
 * <p>Whoever starts a run early claims it first, and then makes sure that its stage is not being
 * executed: a run of the stage before has not ended here, or nobody else executes the study.
 * Whoever executes the stage looks for the claims of others first. So one of both sees the other.
 */
final class RunClaims {
  private final Controllers controllers;
  private final @Nullable ClaimStore claims;
  private final String study;
  private final String plan;

  RunClaims(StudySetup setup) {
    this.controllers = Controllers.of(setup.store());
    this.claims = setup.store() instanceof ClaimStore store ? store : null;
    this.study = setup.plan().experiment().id();
    this.plan = CanonicalJson.sha256("early " + study);
  }

  /** Returns whether the store has claims; without them there is one controller at a time. */
  boolean areKept() {
    return claims != null;
  }

  Optional<ClaimStore.Claim> tryClaim(RunId run) {
    return claims == null ? Optional.empty() : claims.tryClaim(plan, number(run));
  }

  /** Returns whether somebody has started a run early that has not ended. */
  boolean isClaimed(RunId run) {
    return claims != null && claims.isClaimed(plan, number(run));
  }

  /** Returns whether other controllers execute the study. */
  boolean areShared() {
    return controllers.live(study).size() > 1;
  }

  private static long number(RunId run) {
    return Long.parseUnsignedLong(run.hex().substring(0, 16), 16) >>> 1;
  }
}
