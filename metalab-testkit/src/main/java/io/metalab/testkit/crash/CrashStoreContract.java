package io.metalab.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.testkit.DurableStoreContract;
import io.metalab.testkit.Samples;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultFileSystem;
import io.metalab.testkit.fault.FaultPlan;
import io.metalab.testkit.fault.MemoryDirectory;
import io.metalab.testkit.fault.SimulatedCrash;
import io.metalab.testkit.fault.UncaughtFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every store does that keeps its data in files: whatever happens to its process, its disk or
 * the power, nothing acknowledged is lost and no one has to mend anything.
 *
 * <p>The store is opened on paths of a {@link FaultFileSystem}, so it must reach its files through
 * {@link Path} alone. The number of faults is the system property {@code metalab.crash.faults}, 300
 * unless set.
 */
public abstract class CrashStoreContract extends DurableStoreContract {
  private static final int DEFAULT_FAULTS = 300;
  private static final Duration SHORT_LEASE = Duration.ofMillis(100);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String PLAN = "ef".repeat(32);

  /** Returns the kinds of findings of a check that say nothing is lost; none unless overridden. */
  protected Set<String> harmlessFindings() {
    return Set.of();
  }

  @Test
  void losesNothingAcknowledgedWhateverFails(@TempDir(factory = MemoryDirectory.class) Path work)
      throws IOException {
    int faults = Integer.getInteger("metalab.crash.faults", DEFAULT_FAULTS);
    CampaignProgress progress =
        CampaignProgress.start(getClass().getSimpleName() + ", faults", faults, DEFAULT_FAULTS);
    try (UncaughtFailures uncaught = UncaughtFailures.watch()) {
      assertThat(uncaught).isNotNull();
      new CrashCampaign(work, path -> open(path, OpenOptions.readWrite()), harmlessFindings())
          .run(faults, progress);
    }
  }

  @Test
  void takesAChunkOverOnceTheLeaseOfItsHolderExpired() throws IOException {
    FaultFileSystem files = FaultFileSystem.over(home(), FaultPlan.NONE);
    Store dying = open(files.root(), OpenOptions.readWrite().withLease(SHORT_LEASE));
    Claim lost = claim(dying);
    assertThat(lost.isHeld()).isTrue();
    files.crash();
    closeDead(dying);
    Store other = openAt(home(), OpenOptions.readWrite().withLease(SHORT_LEASE));
    Claim taken = awaitClaim(other);
    assertThat(taken.isHeld()).isTrue();
    RunRecord record = Samples.success(SeedBundle.of(130));
    other.putRunRecord(record).join();
    assertThat(other.findRunRecord(record.runId())).contains(record);
  }

  @Test
  void acknowledgesNothingOfAWriterThatWasShutOut() throws IOException {
    FaultFileSystem files = FaultFileSystem.over(home(), FaultPlan.NONE);
    Store silent = openAt(files.root(), OpenOptions.readWrite().withLease(SHORT_LEASE));
    Claim lost = claim(silent);
    RunRecord run = Samples.success(SeedBundle.of(131));
    RunRecord before = Samples.success(SeedBundle.of(132));
    silent.putRunRecord(before).join();
    silent.putRunRecord(Samples.attempt(run, 1, RunStatus.RUNNING)).join();
    files.setPlan(FaultPlan.from(0, Fault.IO_ERROR));
    Store other = openAt(home(), OpenOptions.readWrite().withLease(SHORT_LEASE));
    Claim taken = awaitClaim(other);
    files.setPlan(FaultPlan.NONE);
    RunRecord theirs = Samples.attempt(run, 2, RunStatus.SUCCESS);
    other.putRunRecord(theirs).join();
    Throwable refused = catchThrowable(() -> silent.putRunRecord(run).join());
    Throwable cause = refused instanceof CompletionException ? refused.getCause() : refused;
    assertThat(cause)
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST));
    assertThat(lost.isHeld()).isFalse();
    assertThat(taken.isHeld()).isTrue();
    for (Store store : new Store[] {other, silent, openAt(home(), OpenOptions.readWrite())}) {
      assertThat(store.findRunRecord(run.runId())).contains(theirs);
      assertThat(store.findRunRecord(before.runId())).contains(before);
      assertThat(store.attempts(run.runId())).doesNotContain(run);
    }
    RunRecord after = Samples.success(SeedBundle.of(133));
    silent.putRunRecord(after).join();
    assertThat(other.findRunRecord(after.runId())).contains(after);
  }

  private static void closeDead(Store store) {
    try {
      store.close();
    } catch (SimulatedCrash | MetalabException e) {
      assertThat(e).as("what a store may say that cannot close").isNotNull();
    }
  }

  private static Claim claim(Store store) {
    assumeThat(store).isInstanceOf(ClaimStore.class);
    return ((ClaimStore) store).tryClaim(PLAN, 0).orElseThrow();
  }

  /** Asks until the lease of the holder has expired by the store's own clock. */
  private static Claim awaitClaim(Store store) {
    long start = System.nanoTime();
    Optional<Claim> claim = ((ClaimStore) store).tryClaim(PLAN, 0);
    assertThat(claim).as("claim of a holder that was alive a moment ago").isEmpty();
    while (claim.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.onSpinWait();
      claim = ((ClaimStore) store).tryClaim(PLAN, 0);
    }
    return claim.orElseThrow();
  }
}
