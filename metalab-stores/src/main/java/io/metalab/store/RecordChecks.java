package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.VerifiableStore.Finding;
import java.util.List;
import java.util.Optional;

/** What every store checks of records. */
public final class RecordChecks {
  private RecordChecks() {}

  /** Returns what is wrong if the id is not the SHA-256 of the identity. */
  public static Optional<Finding> wrongRunId(RunRecord record) {
    String expected = Hashing.sha256().hashString(record.identity(), UTF_8).toString();
    return expected.equals(record.runId().hex())
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "wrong-run-id",
                "run " + record.runId(),
                "The SHA-256 of the identity is %s. The record was not written by this program, or"
                        .formatted(expected)
                    + " was changed; run the study again to get a right one."));
  }

  /** Returns the finding that an artifact's bytes are not there. */
  public static Finding missingArtifact(RunId run, ArtifactDescriptor artifact) {
    return new Finding(
        "missing-artifact",
        "run %s artifact %s".formatted(run, artifact.name()),
        "The bytes %s are not in the store. Copy them back from where the store was copied from,"
                .formatted(artifact.sha256())
            + " or remove the run and run the study again.");
  }

  /** Returns what is wrong if two successes of one run have different results. */
  public static Optional<Finding> nondeterminism(List<RunRecord> attempts) {
    List<String> digests =
        attempts.stream()
            .filter(record -> record.status() == RunStatus.SUCCESS)
            .map(RunRecord::resultDigest)
            .distinct()
            .toList();
    return digests.size() < 2
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "nondeterminism",
                "run " + attempts.get(0).runId(),
                "Successful attempts have the different result digests %s. The operation depends on"
                        .formatted(digests)
                    + " something outside its params, context and seeds."));
  }

  /** Returns the error of putting an attempt that a removal covers. */
  public static IllegalArgumentException removed(RunRecord record, int upTo) {
    return new IllegalArgumentException(
        "The run %s was removed with its attempts up to %d; attempt %d cannot be put. The next one"
                .formatted(record.runId(), upTo, record.attempt())
            + " is %d.".formatted(upTo + 1));
  }
}
