package io.metalab.testkit.crash;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final int SAVES = 12;
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

  /** A record that a child says is acknowledged. */
  private record Acknowledged(RunRecord record, int index) {}

  @Test
  void losesNothingAcknowledgedByAProcessThatIsKilled() throws Exception {
    int kills = Integer.getInteger("metalab.crash.kills", DEFAULT_KILLS);
    CampaignProgress progress =
        CampaignProgress.start(getClass().getSimpleName() + ", kills", kills, DEFAULT_KILLS);
    RandomGenerator random = SeedBundle.of(140).stream("kills");
    List<Acknowledged> all = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      long seed = 1000L + i;
      List<Acknowledged> last = writeUntilKilled(seed, 1 + random.nextInt(MOST_LINES));
      all.addAll(last);
      checkAfterKill(all, last, seed);
      progress.done(i + 1);
    }
    try (Store store = open(LEASE)) {
      checkEach(store, all);
    }
    progress.end("%d acknowledged records are there".formatted(all.size()));
  }

  /** Lets a child write and kills it once this many of its records are acknowledged. */
  private List<Acknowledged> writeUntilKilled(long seed, int lines) throws Exception {
    List<Acknowledged> acknowledged = new ArrayList<>();
    try (KillHarness child = KillHarness.start(storeFactory(), directory, seed, LEASE, "write")) {
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        int index = Integer.parseInt(line);
        acknowledged.add(new Acknowledged(ChildWriter.record(seed, index), index));
        if (acknowledged.size() == lines) {
          child.kill();
        }
      }
      child.awaitEnd();
    }
    assertThat(acknowledged).as("acknowledged before the kill").hasSizeGreaterThanOrEqualTo(lines);
    return acknowledged;
  }

  /** Checks every record, and of the last child's each log and artifact and the ways to them. */
  private void checkAfterKill(List<Acknowledged> all, List<Acknowledged> last, long seed)
      throws Exception {
    try (Store store = open(LEASE)) {
      checkListed(store, all);
      checkEach(store, last);
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

  private static void checkListed(Store store, List<Acknowledged> all) {
    Map<RunId, RunRecord> listed;
    try (Stream<RunRecord> records = store.runRecords("")) {
      listed = records.collect(Collectors.toMap(RunRecord::runId, record -> record));
    }
    for (Acknowledged one : all) {
      RunId runId = one.record().runId();
      assertThat(listed).containsKey(runId);
      checkRecord(requireNonNull(listed.get(runId)), one);
    }
  }

  private static void checkEach(Store store, List<Acknowledged> all) throws IOException {
    for (Acknowledged one : all) {
      RunId runId = one.record().runId();
      RunRecord found = store.findRunRecord(runId).orElseThrow();
      checkRecord(found, one);
      byte[] content = ChildWriter.content(one.record());
      assertThat(store.read(new StreamKey(runId, 1, Kind.LOG), 0, 1 << 20)).isEqualTo(content);
      for (ArtifactDescriptor artifact : found.artifacts()) {
        try (InputStream in = store.openArtifact(artifact)) {
          assertThat(in.readAllBytes()).isEqualTo(content);
        }
      }
    }
  }

  private static void checkRecord(RunRecord found, Acknowledged one) {
    assertThat(found.toBuilder().artifacts(List.of()).build()).isEqualTo(one.record());
    assertThat(found.artifacts()).hasSize(one.index() % 3 == 0 ? 1 : 0);
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
      RunRecord goesOn = ChildWriter.record(8, 2);
      byte[] state = saveInTheirPlace(store, goesOn);
      child.signal("CONT");
      child.writeLine("go");
      boolean keepsStates = store instanceof StateStore;
      assertThat(child.readLine())
          .as("the state of an attempt that was taken over")
          .isEqualTo(keepsStates ? ChildWriter.REFUSED + "LEASE_LOST" : ChildWriter.ACKNOWLEDGED);
      assertThat(child.readLine()).isEqualTo(ChildWriter.REFUSED + "LEASE_LOST");
      assertThat(child.readLine()).as("whether the child holds its claim").isEqualTo("false");
      child.awaitEnd();
      assertThat(taken.isHeld()).isTrue();
      assertThat(store.findRunRecord(theirs.runId())).contains(ours);
      assertThat(store.attempts(theirs.runId())).doesNotContain(theirs);
      if (store instanceof StateStore states) {
        SavedState found = states.findState(goesOn.runId(), ChildWriter.STATE).orElseThrow();
        assertThat(found.key().attempt()).isEqualTo(2);
        assertThat(found.bytes()).isEqualTo(state);
      }
    }
  }

  /** Continues from what the stopped child saved of a run, and saves something else. */
  private static byte[] saveInTheirPlace(Store store, RunRecord run) {
    byte[] state = ChildWriter.state(1);
    if (store instanceof StateStore states) {
      SavedState found = states.findState(run.runId(), ChildWriter.STATE).orElseThrow();
      assertThat(found.key().attempt()).isEqualTo(1);
      assertThat(found.bytes()).isEqualTo(ChildWriter.content(run));
      store.putRunRecord(Samples.attempt(run, 2, RunStatus.RUNNING)).join();
      states.putState(new StateKey(run.runId(), 2, ChildWriter.STATE), state);
    }
    return state;
  }

  @Test
  void keepsTheOldStateOrTheNewOneOfAProcessThatIsKilledWhileItSaves() throws Exception {
    int last = -1;
    try (KillHarness child = KillHarness.start(storeFactory(), directory, 9, LEASE, "save")) {
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        last = Integer.parseInt(line);
        if (last == SAVES) {
          child.kill();
        }
      }
      child.awaitEnd();
    }
    try (Store store = open(LEASE)) {
      assumeThat(store).isInstanceOf(StateStore.class);
      RunRecord run = ChildWriter.record(9, 0);
      assertThat(last).as("states that were saved").isGreaterThanOrEqualTo(SAVES);
      byte[] found =
          ((StateStore) store).findState(run.runId(), ChildWriter.STATE).orElseThrow().bytes();
      assertThat(found).isIn(ChildWriter.state(last), ChildWriter.state(last + 1));
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
