package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import org.junit.jupiter.api.Test;

/** A chunk of a plan has one holder at a time. */
interface ClaimContract extends StoreFixture {
  /** The digest of a plan. */
  String PLAN = "ab".repeat(32);

  /** The digest of another plan. */
  String OTHER_PLAN = "cd".repeat(32);

  /** Returns the store as one that shares plans; the test is left out for one that does not. */
  default ClaimStore claims() {
    assumeThat(store()).isInstanceOf(ClaimStore.class);
    return (ClaimStore) store();
  }

  @Test
  default void givesAChunkUntilItIsReleased() {
    ClaimStore claims = claims();
    Claim claim = claims.tryClaim(PLAN, 3).orElseThrow();
    assertThat(claim.isHeld()).isTrue();
    claim.close();
    assertThat(claim.isHeld()).isFalse();
    try (Claim again = claims.tryClaim(PLAN, 3).orElseThrow()) {
      assertThat(again.isHeld()).isTrue();
      assertThat(claim.isHeld()).isFalse();
      claim.close();
      assertThat(again.isHeld()).isTrue();
    }
  }

  @Test
  default void claimsChunksAndPlansIndependently() {
    ClaimStore claims = claims();
    Claim released = claims.tryClaim(PLAN, 1).orElseThrow();
    try (Claim one = claims.tryClaim(PLAN, 0).orElseThrow();
        Claim other = claims.tryClaim(OTHER_PLAN, 1).orElseThrow()) {
      released.close();
      assertThat(one.isHeld()).isTrue();
      assertThat(other.isHeld()).isTrue();
    }
  }

  @Test
  default void tellsWhichChunksAreClaimed() {
    ClaimStore claims = claims();
    assertThat(claims.isClaimed(PLAN, 4)).isFalse();
    Claim claim = claims.tryClaim(PLAN, 4).orElseThrow();
    assertThat(claims.isClaimed(PLAN, 4)).isTrue();
    assertThat(claims.isClaimed(PLAN, 5)).isFalse();
    assertThat(claims.isClaimed(OTHER_PLAN, 4)).isFalse();
    claim.close();
    assertThat(claims.isClaimed(PLAN, 4)).isFalse();
  }
}
