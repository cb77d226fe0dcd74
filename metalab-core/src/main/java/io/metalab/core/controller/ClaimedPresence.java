package io.metalab.core.controller;

import io.metalab.api.store.ClaimStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The presence of a controller that holds a claim of its own. */
final class ClaimedPresence implements Presence {
  private final Controllers controllers;
  private final ClaimStore claims;
  private final Controller controller;
  private ClaimStore.@Nullable Claim claim;
  private boolean ended;

  ClaimedPresence(Controllers controllers, ClaimStore claims, Controller controller) {
    this.controllers = controllers;
    this.claims = claims;
    this.controller = controller;
    keep();
  }

  /** A controller that was suspended past its lease has lost the claim, and is there again. */
  private void keep() {
    ClaimStore.Claim held = claim;
    if (held == null || !held.isHeld()) {
      claim = claims.tryClaim(Controllers.claim(controller), 0).orElse(null);
    }
  }

  @Override
  public synchronized Optional<StopRequest> asked() {
    if (ended) {
      return Optional.empty();
    }
    keep();
    return controllers.asked(controller);
  }

  @Override
  public synchronized void end(String ending) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      controllers.ended(controller, ending);
    } finally {
      if (claim != null) {
        claim.close();
      }
    }
  }
}
