package io.metalab.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.StreamKey.Kind;
import io.metalab.api.store.VerifiableStore;
import io.metalab.testkit.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store that several processes write does when one of them is killed or stopped, with
 * real processes and real signals.
 *
 * <p>The number of kills is the system property {@code metalab.crash.kills}, 5 unless set.
 */
@DisabledOnOs(OS.WINDOWS)
public abstract class KillContract {
  private static final int DEFAULT_KILLS = 5;
  private static final int MOST_LINES = 300;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration SHORT_LEASE = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path directory;

  /** Returns what opens the store, here and in a child. */
  protected abstract Class<? extends StoreFactory> storeFactory();

  /** Returns the kinds of findings of a check that say nothing is lost; none unless overridden. */
  protected Set<String> harmlessFindings() {
    return Set.of();
  }

  private record Acknowledged(long seed, int index) {}

  @Test
  void losesNothingAcknowledgedByAProcessThatIsKilled() throws Exception {
    int kills = Integer.getInteger("metalab.crash.kills", DEFAULT_KILLS);
    RandomGenerator random = SeedBundle.of(140).stream("kills");
    List<Acknowledged> acknowledged = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      int lines = 1 + random.nextInt(MOST_LINES);
      long seed = 1000L + i;
      try (KillHarness child = KillHarness.start(storeFactory(), directory, seed, LEASE, "write")) {
        int read = 0;
        for (String line = child.readLine(); line != null; line = child.readLine()) {
          acknowledged.add(new Acknowledged(seed, Integer.parseInt(line)));
          if (++read == lines) {
            child.kill();
          }
        }
        child.awaitEnd();
        assertThat(read).as("acknowledged before the kill").isGreaterThanOrEqualTo(lines);
      }
      checkAfterKill(acknowledged, seed);
    }
  }

  private void checkAfterKill(List<Acknowledged> acknowledged, long seed) throws Exception {
    try (Store store = open(LEASE)) {
      for (Acknowledged one : acknowledged) {
        check(store, ChildWriter.record(one.seed(), one.index()), one.index());
      }
      if (store instanceof VerifiableStore verifiable) {
        assertThat(verifiable.verify("", true).findings())
            .filteredOn(finding -> !harmlessFindings().contains(finding.kind()))
            .isEmpty();
      }
      RunRecord more = Samples.success(SeedBundle.of(-seed));
      store.putRunRecord(more).get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
      assertThat(store.findRunRecord(more.runId())).contains(more);
    }
  }

  private static void check(Store store, RunRecord expected, int index) throws IOException {
    RunRecord found = store.findRunRecord(expected.runId()).orElseThrow();
    assertThat(found.toBuilder().artifacts(List.of()).build()).isEqualTo(expected);
    byte[] content = ChildWriter.content(expected);
    assertThat(store.read(new StreamKey(expected.runId(), 1, Kind.LOG), 0, 1 << 20))
        .isEqualTo(content);
    assertThat(found.artifacts()).hasSize(index % 3 == 0 ? 1 : 0);
    for (ArtifactDescriptor artifact : found.artifacts()) {
      try (InputStream in = store.openArtifact(artifact)) {
        assertThat(in.readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void takesOverAtOnceFromAProcessThatWasKilled() throws Exception {
    try (KillHarness child = KillHarness.start(storeFactory(), directory, 7, LEASE, "claim");
        Store store = open(LEASE)) {
      assertThat(child.readLine()).isEqualTo(ChildWriter.CLAIMED);
      assumeThat(store).isInstanceOf(ClaimStore.class);
      ClaimStore claims = (ClaimStore) store;
      assertThat(claims.tryClaim(ChildWriter.PLAN, 0)).isEmpty();
      child.kill();
      child.awaitEnd();
      assertThat(claims.tryClaim(ChildWriter.PLAN, 0)).as("claim of the dead").isPresent();
      RunRecord running = ChildWriter.record(7, 1);
      assertThat(store.findRuns(List.of(running.runId())).values())
          .extracting(run -> run.status())
          .containsExactly(RunStatus.LOST);
    }
  }

  @Test
  void acknowledgesNothingOfAProcessThatWasStoppedPastItsLease() throws Exception {
    try (KillHarness child = KillHarness.start(storeFactory(), directory, 8, SHORT_LEASE, "claim");
        Store store = open(SHORT_LEASE)) {
      assertThat(child.readLine()).isEqualTo(ChildWriter.CLAIMED);
      assumeThat(store).isInstanceOf(ClaimStore.class);
      child.signal("STOP");
      Claim taken = awaitClaim((ClaimStore) store);
      RunRecord theirs = ChildWriter.record(8, 1);
      assertThat(store.findRunRecord(ChildWriter.record(8, 0).runId())).isPresent();
      RunRecord ours = Samples.attempt(theirs, 2, RunStatus.SUCCESS);
      store.putRunRecord(ours).join();
      child.signal("CONT");
      child.writeLine("go");
      assertThat(child.readLine()).isEqualTo(ChildWriter.REFUSED + "LEASE_LOST");
      assertThat(child.readLine()).as("whether the child holds its claim").isEqualTo("false");
      child.awaitEnd();
      assertThat(taken.isHeld()).isTrue();
      assertThat(store.findRunRecord(theirs.runId())).contains(ours);
      assertThat(store.attempts(theirs.runId())).doesNotContain(theirs);
    }
  }

  private Store open(Duration lease) throws Exception {
    return storeFactory()
        .getDeclaredConstructor()
        .newInstance()
        .open(directory, OpenOptions.readWrite().withLease(lease));
  }

  /** Asks until the lease of the stopped process has expired by the store's own clock. */
  private static Claim awaitClaim(ClaimStore store) {
    long start = System.nanoTime();
    Optional<Claim> claim = store.tryClaim(ChildWriter.PLAN, 0);
    while (claim.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.onSpinWait();
      claim = store.tryClaim(ChildWriter.PLAN, 0);
    }
    return claim.orElseThrow();
  }
}
