package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.put;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A check of everything finds what is wrong and nothing else. */
interface VerifyContract extends StoreFixture {
  /** Returns the store as one that checks itself; the test is left out for one that does not. */
  default VerifiableStore verifiable() {
    assumeThat(store()).isInstanceOf(VerifiableStore.class);
    return (VerifiableStore) store();
  }

  @Test
  default void findsNothingWrongWithWhatIsRight() {
    VerifiableStore verifiable = verifiable();
    for (RunRecord run : Samples.successes(SeedBundle.of(70), 20)) {
      var artifact =
          ArtifactContract.putArtifact(store(), run.runId(), "a", run.identity().getBytes(UTF_8));
      put(store(), Samples.attempt(run, 1, RunStatus.FAILED));
      put(store(), run.toBuilder().attempt(2).artifacts(List.of(artifact)).build());
    }
    for (boolean deep : new boolean[] {false, true}) {
      VerifyReport report = verifiable.verify("", deep);
      assertThat(report.findings()).isEmpty();
      assertThat(report.recordsChecked()).isEqualTo(40);
      assertThat(report.artifactsChecked()).isEqualTo(20);
    }
  }

  @Test
  default void checksTheRecordsOfOneExperimentAlone() {
    VerifiableStore verifiable = verifiable();
    RunRecord bad = Samples.success(SeedBundle.of(74));
    RunRecord good = Samples.success(SeedBundle.of(75));
    RunId wrong = new RunId(Digests.sha256("wrong"));
    put(store(), bad.toBuilder().runId(wrong).experimentId("bad:1").build());
    put(store(), good.toBuilder().experimentId("good:1").build());
    assertThat(verifiable.verify("bad:1", true).findings())
        .extracting(Finding::kind)
        .containsExactly("wrong-run-id");
    assertThat(verifiable.verify("good:1", true).findings()).isEmpty();
    assertThat(verifiable.verify("good:1", true).recordsChecked()).isEqualTo(1);
    assertThat(verifiable.verify("gone:1", true).recordsChecked()).isZero();
  }

  @Test
  default void findsARunIdThatIsNotTheDigestOfItsIdentity() {
    VerifiableStore verifiable = verifiable();
    RunId wrong = new RunId(Digests.sha256("wrong"));
    put(store(), Samples.success(SeedBundle.of(71)).toBuilder().runId(wrong).build());
    assertThat(verifiable.verify("", false).findings())
        .extracting(Finding::kind)
        .containsExactly("wrong-run-id");
  }

  @Test
  default void findsSuccessesOfOneRunWithDifferentResults() {
    VerifiableStore verifiable = verifiable();
    RunRecord run = Samples.success(SeedBundle.of(72));
    put(store(), run, Samples.attempt(run, 2, RunStatus.SUCCESS));
    assertThat(verifiable.verify("", false).findings())
        .extracting(Finding::kind)
        .containsExactly("nondeterminism");
  }

  @Test
  default void findsAnArtifactThatIsNotThere() {
    VerifiableStore verifiable = verifiable();
    RunRecord run = Samples.success(SeedBundle.of(73));
    var missing = new ArtifactDescriptor("a", Digests.sha256("no"), 2, "text/plain", "", Map.of());
    put(store(), run.toBuilder().artifacts(List.of(missing)).build());
    assertThat(verifiable.verify("", false).findings())
        .extracting(Finding::kind)
        .containsExactly("missing-artifact");
  }
}
