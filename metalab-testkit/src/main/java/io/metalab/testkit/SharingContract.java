package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static io.metalab.testkit.StoreFixture.putAll;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.ClaimStore.Claim;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A store that hands out claims is written by several controllers at once. */
interface SharingContract extends DurabilityContract {
  /** Opens the store once more, as another controller does. */
  default Store other() {
    assumeThat(store()).isInstanceOf(ClaimStore.class);
    return openAt(home(), OpenOptions.readWrite());
  }

  @Test
  default void showsWhatAnotherWriterAcknowledged() {
    Store other = other();
    for (int i = 0; i < 20; i++) {
      RunRecord mine = Samples.success(SeedBundle.of(110, i));
      RunRecord theirs = Samples.success(SeedBundle.of(111, i));
      put(store(), mine);
      put(other, theirs);
      for (Store each : new Store[] {store(), other}) {
        assertThat(each.findRunRecord(mine.runId())).contains(mine);
        assertThat(each.findRunRecord(theirs.runId())).contains(theirs);
      }
    }
    assertThat(store().info().runs()).isEqualTo(40);
    assertThat(other.info().runs()).isEqualTo(40);
  }

  @Test
  default void collectsNothingThatAnotherWriterIsYetToName() {
    Store other = other();
    RunRecord run = Samples.success(SeedBundle.of(170));
    byte[] bytes = Samples.bytes(SeedBundle.of(170).random(), 100);
    ArtifactDescriptor artifact = ArtifactContract.putArtifact(other, run.runId(), "a", bytes);
    GarbageReport report =
        GarbageContract.collectable(store()).collectGarbage(GarbageContract.AT_ONCE, false);
    assertThat(report.held().artifacts()).isEqualTo(1);
    assertThat(report.trashed().artifacts()).isZero();
    put(other, run.toBuilder().artifacts(List.of(artifact)).build());
    other.close();
    GarbageContract.collectable(store()).collectGarbage(GarbageContract.AT_ONCE, false);
    assertThat(ArtifactContract.readArtifact(store(), artifact)).isEqualTo(bytes);
  }

  @Test
  default void keepsWhatAWriterNamesWhileAnotherProcessCollects() {
    CollectableStore garbage = GarbageContract.collectable(store());
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    Store other = other();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> collecting =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                garbage.collectGarbage(GarbageContract.AT_ONCE, false);
              }
            });
    try {
      for (int i = 0; i < 100; i++) {
        RunRecord run = Samples.success(SeedBundle.of(172, i));
        ArtifactDescriptor artifact = GarbageContract.putNamed(other, run, "always the same");
        assertThat(ArtifactContract.readArtifact(other, artifact))
            .asString(UTF_8)
            .isEqualTo("always the same");
        ((AnnotationStore) other).remove(run.runId());
      }
    } finally {
      done.set(true);
    }
    StoreFixture.await(collecting);
  }

  @Test
  default void collectsWhatAWriterLeftWithoutARecord() {
    Store other = other();
    RunRecord run = Samples.success(SeedBundle.of(171));
    ArtifactContract.putArtifact(other, run.runId(), "a", new byte[] {1, 2, 3});
    other.close();
    GarbageReport report =
        GarbageContract.collectable(store()).collectGarbage(GarbageContract.AT_ONCE, false);
    assertThat(report.purged()).isEqualTo(new Amount(1, 3));
  }

  @Test
  default void tellsTheChangesThatAnotherWriterMade() {
    assumeThat(store()).isInstanceOf(ChangeStore.class);
    ChangeStore changes = (ChangeStore) store();
    Store other = other();
    List<RunRecord> records = Samples.successes(SeedBundle.of(90), 60);
    String mark = "";
    for (int from = 0; from < 60; from += 20) {
      putAll(other, records.subList(from, from + 10));
      putAll(store(), records.subList(from + 10, from + 20));
      ChangeContract.Heard heard = ChangeContract.Heard.of(changes, "", mark);
      assertThat(heard.told.keySet())
          .containsExactlyInAnyOrderElementsOf(
              records.subList(from, from + 20).stream().map(RunRecord::runId).toList());
      mark = heard.mark;
    }
  }

  @Test
  default void tellsEveryChangeOnceToAReaderThatFollowsSeveralWriters() {
    assumeThat(store()).isInstanceOf(ChangeStore.class);
    ChangeStore changes = (ChangeStore) store();
    List<Store> writers = List.of(store(), other(), other());
    int each = 150;
    AtomicInteger writing = new AtomicInteger(writers.size());
    CompletableFuture<Map<RunId, RunStatus>> followed =
        CompletableFuture.supplyAsync(
            () -> {
              Map<RunId, RunStatus> told = new LinkedHashMap<>();
              String mark = "";
              boolean last;
              do {
                // Asked once more after the last writer is done.
                last = writing.get() == 0;
                ChangeContract.Heard heard = ChangeContract.Heard.of(changes, "", mark);
                if (heard.restarted) {
                  told.clear();
                }
                told.putAll(heard.statuses);
                mark = heard.mark;
              } while (!last);
              return told;
            });
    Map<RunId, RunStatus> expected = new ConcurrentHashMap<>();
    Parallel.run(
        writers.size(),
        thread -> {
          for (RunRecord run : Samples.successes(SeedBundle.of(91, thread), each)) {
            put(writers.get(thread), Samples.attempt(run, 1, RunStatus.FAILED));
            expected.put(run.runId(), RunStatus.FAILED);
            if (run.runId().word(0) % 2 == 0) {
              put(writers.get(thread), Samples.attempt(run, 2, RunStatus.SUCCESS));
              expected.put(run.runId(), RunStatus.SUCCESS);
            }
          }
          writing.decrementAndGet();
        });
    assertThat(followed)
        .succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .isEqualTo(Map.copyOf(expected));
  }

  @Test
  default void agreesOnOneEffectiveRecordOfARunThatTwoWritersPut() {
    Store other = other();
    for (int i = 0; i < 10; i++) {
      RunRecord mine = Samples.success(SeedBundle.of(112, i));
      RunRecord theirs = Samples.attempt(mine, 2, RunStatus.SUCCESS);
      put(store(), mine);
      put(other, theirs);
      RunRecord chosen = store().findRunRecord(mine.runId()).orElseThrow();
      assertThat(chosen).isIn(mine, theirs);
      assertThat(other.findRunRecord(mine.runId())).contains(chosen);
      assertThat(openAt(home(), OpenOptions.readWrite()).findRunRecord(mine.runId()))
          .contains(chosen);
    }
    try (Stream<RunRecord> records = other.runRecords("")) {
      assertThat(records).hasSize(10);
    }
  }

  @Test
  default void givesAChunkToOneOfManyControllers() {
    Store other = other();
    AtomicInteger claimed = new AtomicInteger();
    int chunks = 20;
    Parallel.run(
        4,
        thread -> {
          ClaimStore claims = (ClaimStore) (thread % 2 == 0 ? store() : other);
          for (int chunk = 0; chunk < chunks; chunk++) {
            if (claims.tryClaim(ClaimContract.PLAN, chunk).filter(Claim::isHeld).isPresent()) {
              claimed.incrementAndGet();
            }
          }
        });
    assertThat(claimed).hasValue(chunks);
  }

  @Test
  default void handsAReleasedChunkToAnotherController() {
    Store other = other();
    ClaimStore mine = (ClaimStore) store();
    Claim claim = mine.tryClaim(ClaimContract.PLAN, 0).orElseThrow();
    assertThat(((ClaimStore) other).tryClaim(ClaimContract.PLAN, 0)).isEmpty();
    assertThat(((ClaimStore) other).isClaimed(ClaimContract.PLAN, 0)).isTrue();
    claim.close();
    Claim theirs = ((ClaimStore) other).tryClaim(ClaimContract.PLAN, 0).orElseThrow();
    assertThat(mine.tryClaim(ClaimContract.PLAN, 0)).isEmpty();
    ClaimStore reader = (ClaimStore) openAt(home(), OpenOptions.readOnlyExisting());
    assertThat(reader.isClaimed(ClaimContract.PLAN, 0)).isTrue();
    other.close();
    assertThat(reader.isClaimed(ClaimContract.PLAN, 0)).isFalse();
    assertThat(theirs.isHeld()).isFalse();
    assertThat(mine.tryClaim(ClaimContract.PLAN, 0)).isPresent();
  }
}
