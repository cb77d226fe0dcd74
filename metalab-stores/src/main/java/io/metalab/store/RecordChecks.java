package io.metalab.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.VerifiableStore.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Returns the finding that an artifact's bytes are others than its digest says. */
  public static Finding damagedArtifact(RunId run, ArtifactDescriptor artifact) {
    return new Finding(
        "damaged-artifact",
        "run %s artifact %s".formatted(run, artifact.name()),
        "The bytes do not fit their digest %s. Copy them back from where the store was copied from, or remove the run and run the study again."
            .formatted(artifact.sha256()));
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

  /**
   * Returns what is wrong if two records tell different things of one execution: the same attempt,
   * begun at the same instant. Two machines that executed the same run began it at different ones.
   * A store that lost sight of an attempt contradicts nobody.
   */
  public static Optional<Finding> contradiction(List<RunRecord> attempts) {
    Map<List<Object>, RunRecord> executions = new HashMap<>();
    for (RunRecord record : attempts) {
      if (record.status() == RunStatus.LOST) {
        continue;
      }
      RunRecord results = asExecuted(record);
      List<Object> execution = List.of(record.attempt(), record.started());
      RunRecord other = executions.putIfAbsent(execution, results);
      if (other != null && !other.equals(results)) {
        return Optional.of(
            new Finding(
                "contradiction",
                "run " + record.runId(),
                "Two records tell different things of attempt %d, begun at %s: %s and %s. One of them was changed after it was written; both are kept."
                    .formatted(
                        record.attempt(), record.started(), outcome(other), outcome(results))));
      }
    }
    return Optional.empty();
  }

  /** Returns a record without what may be added to it after the fact. */
  public static RunRecord asExecuted(RunRecord record) {
    return record.tags().isEmpty() && record.notes().isEmpty() && record.derived().isEmpty()
        ? record
        : record.toBuilder().tags(List.of()).notes(List.of()).derived(Map.of()).build();
  }

  private static String outcome(RunRecord record) {
    return record.resultDigest().isEmpty()
        ? record.status().wireName()
        : "%s with result digest %s"
            .formatted(record.status().wireName(), record.resultDigest().substring(0, 8));
  }

  /** Returns the error of putting an attempt that a removal covers. */
  public static IllegalArgumentException removed(RunRecord record, int upTo) {
    return new IllegalArgumentException(
        "The run %s was removed with its attempts up to %d; attempt %d cannot be put. The next one"
                .formatted(record.runId(), upTo, record.attempt())
            + " is %d.".formatted(upTo + 1));
  }
}
