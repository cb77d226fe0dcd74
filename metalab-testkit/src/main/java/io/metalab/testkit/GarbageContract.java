package io.metalab.testkit;

import static io.metalab.testkit.ArtifactContract.putArtifact;
import static io.metalab.testkit.ArtifactContract.readArtifact;
import static io.metalab.testkit.StoreFixture.assertFails;
import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Artifacts that nothing refers to go in two steps; all others stay. */
interface GarbageContract extends StoreFixture {
  GarbagePolicy AT_ONCE = new GarbagePolicy(false, Duration.ZERO);
  GarbagePolicy AFTER_A_DAY = new GarbagePolicy(false, Duration.ofDays(1));

  /** Returns a store as one that collects garbage; the test is left out for one that does not. */
  static CollectableStore collectable(Store store) {
    assumeThat(store).isInstanceOf(CollectableStore.class);
    return (CollectableStore) store;
  }

  /** Stores a text as an artifact of a run, and a record that names it. */
  static ArtifactDescriptor putNamed(Store store, RunRecord run, String text) {
    ArtifactDescriptor artifact = putArtifact(store, run.runId(), "a", text.getBytes(UTF_8));
    put(store, run.toBuilder().artifacts(List.of(artifact)).build());
    return artifact;
  }

  /** Removes a run. */
  default void remove(RunRecord run) {
    assumeThat(store()).isInstanceOf(AnnotationStore.class);
    ((AnnotationStore) store()).remove(run.runId());
  }

  @Test
  default void artifactsOfARemovedRunGoToTheTrashAndThenForGood() {
    CollectableStore garbage = collectable(store());
    RunRecord gone = Samples.success(SeedBundle.of(150));
    ArtifactDescriptor unneeded = putNamed(store(), gone, "unneeded");
    ArtifactDescriptor needed = putNamed(store(), Samples.success(SeedBundle.of(151)), "needed");
    remove(gone);
    GarbageReport first = garbage.collectGarbage(AFTER_A_DAY, false);
    assertThat(first.trashed().artifacts()).isEqualTo(1);
    assertThat(first.trashed().bytes()).isEqualTo("unneeded".length());
    assertThat(first.kept()).isEqualTo(first.trashed());
    assertThat(first.purged().artifacts()).isZero();
    assertThat(readArtifact(store(), unneeded)).asString(UTF_8).isEqualTo("unneeded");
    GarbageReport second = garbage.collectGarbage(AT_ONCE, false);
    assertThat(second.trashed().artifacts()).isZero();
    assertThat(second.purged()).isEqualTo(first.trashed());
    assertFails(ErrorCode.NOT_FOUND, () -> store().openArtifact(unneeded));
    assertThat(readArtifact(store(), needed)).asString(UTF_8).isEqualTo("needed");
    if (store() instanceof VerifiableStore verifiable) {
      assertThat(verifiable.verify("", true).findings()).isEmpty();
    }
  }

  @Test
  default void neverTakesWhatARecordIsYetToName() {
    CollectableStore garbage = collectable(store());
    RunRecord run = Samples.success(SeedBundle.of(152));
    ArtifactDescriptor artifact = putArtifact(store(), run.runId(), "a", "fresh".getBytes(UTF_8));
    GarbageReport report = garbage.collectGarbage(AT_ONCE, false);
    assertThat(report.held().artifacts()).isEqualTo(1);
    assertThat(report.trashed().artifacts()).isZero();
    put(store(), run.toBuilder().artifacts(List.of(artifact)).build());
    assertThat(garbage.collectGarbage(AT_ONCE, false).held().artifacts()).isZero();
    assertThat(readArtifact(store(), artifact)).asString(UTF_8).isEqualTo("fresh");
  }

  @Test
  default void neverTakesGarbageThatIsPutAgain() {
    CollectableStore garbage = collectable(store());
    RunRecord gone = Samples.success(SeedBundle.of(153));
    putNamed(store(), gone, "same");
    remove(gone);
    RunRecord run = Samples.success(SeedBundle.of(154));
    ArtifactDescriptor found = putArtifact(store(), run.runId(), "a", "same".getBytes(UTF_8));
    assertThat(garbage.collectGarbage(AT_ONCE, false).trashed().artifacts()).isZero();
    put(store(), run.toBuilder().artifacts(List.of(found)).build());
    remove(run);
    assertThat(garbage.collectGarbage(AFTER_A_DAY, false).trashed().artifacts()).isEqualTo(1);
    RunRecord last = Samples.success(SeedBundle.of(155));
    ArtifactDescriptor anew = putNamed(store(), last, "same");
    garbage.collectGarbage(AT_ONCE, false);
    assertThat(readArtifact(store(), anew)).asString(UTF_8).isEqualTo("same");
  }

  @Test
  default void bringsBackFromTheTrashWhatARecordNames() {
    CollectableStore garbage = collectable(store());
    RunRecord gone = Samples.success(SeedBundle.of(156));
    ArtifactDescriptor artifact = putNamed(store(), gone, "back");
    remove(gone);
    garbage.collectGarbage(AFTER_A_DAY, false);
    RunRecord copied =
        Samples.success(SeedBundle.of(157)).toBuilder().artifacts(List.of(artifact)).build();
    put(store(), copied);
    assertThat(garbage.collectGarbage(AT_ONCE, false).restored().artifacts()).isEqualTo(1);
    assertThat(garbage.collectGarbage(AT_ONCE, false).restored().artifacts()).isZero();
    assertThat(readArtifact(store(), artifact)).asString(UTF_8).isEqualTo("back");
  }

  @Test
  default void keepsWhatSupersededAttemptsNameUnlessToldOtherwise() {
    CollectableStore garbage = collectable(store());
    RunRecord run = Samples.success(SeedBundle.of(158));
    ArtifactDescriptor early =
        putNamed(store(), Samples.attempt(run, 1, RunStatus.FAILED), "early");
    ArtifactDescriptor late = putNamed(store(), Samples.attempt(run, 2, RunStatus.SUCCESS), "late");
    assertThat(garbage.collectGarbage(AT_ONCE, false).trashed().artifacts()).isZero();
    GarbagePolicy effectiveOnly = new GarbagePolicy(true, Duration.ZERO);
    assertThat(garbage.collectGarbage(effectiveOnly, false).purged().artifacts()).isEqualTo(1);
    assertFails(ErrorCode.NOT_FOUND, () -> store().openArtifact(early));
    assertThat(readArtifact(store(), late)).asString(UTF_8).isEqualTo("late");
    if (store() instanceof VerifiableStore verifiable) {
      assertThat(verifiable.verify("", true).findings()).isEmpty();
    }
  }

  @Test
  default void keepsWhatIsAValueOfAnotherRun() {
    CollectableStore garbage = collectable(store());
    RunRecord gone = Samples.success(SeedBundle.of(159));
    ArtifactDescriptor artifact = putNamed(store(), gone, "input");
    String identity =
        "{\"params\":{\"data\":{\"$sha256\":\"%s\"}},\"v\":1}".formatted(artifact.sha256());
    put(store(), Samples.success(SeedBundle.of(160)).toBuilder().identity(identity).build());
    remove(gone);
    garbage.collectGarbage(AT_ONCE, false);
    assertThat(readArtifact(store(), artifact)).asString(UTF_8).isEqualTo("input");
  }

  @Test
  default void aDryRunTellsWhatWouldBeDoneAndDoesNothing() {
    CollectableStore garbage = collectable(store());
    RunRecord gone = Samples.success(SeedBundle.of(161));
    ArtifactDescriptor artifact = putNamed(store(), gone, "there");
    remove(gone);
    for (GarbagePolicy policy : List.of(AT_ONCE, AFTER_A_DAY)) {
      GarbageReport told = garbage.collectGarbage(policy, true);
      assertThat(garbage.collectGarbage(policy, true)).isEqualTo(told);
      assertThat(told.trashed().artifacts()).isEqualTo(1);
      assertThat(told.purged().artifacts()).isEqualTo(policy.equals(AT_ONCE) ? 1 : 0);
    }
    assertThat(readArtifact(store(), artifact)).asString(UTF_8).isEqualTo("there");
    GarbageReport told = garbage.collectGarbage(AFTER_A_DAY, true);
    assertThat(garbage.collectGarbage(AFTER_A_DAY, false)).isEqualTo(told);
  }
}
