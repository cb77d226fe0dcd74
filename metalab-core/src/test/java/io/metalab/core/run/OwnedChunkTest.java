package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.store.ClaimStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnedChunkTest {
  private final AtomicLong nanos = new AtomicLong(-1);
  private final ScriptedClaim claim = new ScriptedClaim();
  private final OwnedChunk chunk = new OwnedChunk(new NoSource(), 0, claim, List.of(), nanos::get);

  /** A claim that counts how often it is asked. */
  private static final class ScriptedClaim implements ClaimStore.Claim {
    private final AtomicInteger looks = new AtomicInteger();
    private boolean held = true;

    @Override
    public boolean isHeld() {
      looks.incrementAndGet();
      return held;
    }

    @Override
    public void close() {}
  }

  @Test
  void looksAtItsClaimNowAndThenNotForEachRun() {
    for (int run = 0; run < 10_000; run++) {
      nanos.addAndGet(10_000);
      assertThat(chunk.isHeld()).isTrue();
    }
    assertThat(claim.looks).hasValueBetween(1, 20);
  }

  @Test
  void noticesTheLossOfItsClaimWithinMilliseconds() {
    claim.held = false;
    nanos.addAndGet(Duration.ofMillis(5).toNanos());
    assertThat(chunk.isHeld()).isFalse();
    assertThat(chunk.isHeld()).isFalse();
  }

  @Test
  void isNotHeldOnceGivenUpWhateverItsClaimSays() {
    assertThat(chunk.lose()).isEmpty();
    assertThat(chunk.isHeld()).isFalse();
  }

  @Test
  void isHeldWithoutClaimUntilGivenUp() {
    OwnedChunk unclaimed = new OwnedChunk(new NoSource(), 0, null, List.of(), nanos::get);
    assertThat(unclaimed.isHeld()).isTrue();
    unclaimed.lose();
    assertThat(unclaimed.isHeld()).isFalse();
  }
}
