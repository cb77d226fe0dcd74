package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store keeps of one attempt at a run.
 *
 * @param runId the identity, {@link RunId#DRAFT} in a draft
 * @param experimentId {@code name:version} of the experiment
 * @param stage the stage of the study that the run was executed for, or empty
 * @param status where the attempt stands
 * @param attempt which attempt this is; the first is 1
 * @param identity the canonical text whose SHA-256 is the run id
 * @param computation SHA-256 of the identity without the experiment, or empty
 * @param operation {@code key@version} of the operation
 * @param contextFingerprint digest of the canonical context
 * @param paramsFingerprint digest of the canonical params
 * @param seedFingerprint digest of the canonical seed
 * @param params the resolved params
 * @param seeds the seeds
 * @param caseId the name its source gave the point
 * @param started when the attempt started
 * @param finished when it ended; equal to {@code started} while it runs
 * @param metrics results: {@link Double}, {@link Long}, {@link Boolean} or {@link String} by name
 * @param derived metrics computed from the record after the fact
 * @param timings durations by name
 * @param artifacts files of the attempt, in order of capture
 * @param resultDigest digest of the canonical metrics and artifact digests; empty until finished
 * @param provenance where and by what it was executed
 * @param tags labels, distinct, in order
 * @param notes remarks, in order
 * @param error why it failed or was cancelled, or {@link RunError#NONE}
 */
public record RunRecord(
    RunId runId,
    String experimentId,
    String stage,
    RunStatus status,
    int attempt,
    String identity,
    String computation,
    String operation,
    String contextFingerprint,
    String paramsFingerprint,
    String seedFingerprint,
    Params params,
    SeedBundle seeds,
    String caseId,
    Instant started,
    Instant finished,
    Map<String, Object> metrics,
    Map<String, Object> derived,
    Map<String, Duration> timings,
    List<ArtifactDescriptor> artifacts,
    String resultDigest,
    Provenance provenance,
    List<String> tags,
    List<String> notes,
    RunError error) {
  public RunRecord {
    requireNonNull(runId, "runId");
    requireNonNull(experimentId, "experimentId");
    requireNonNull(stage, "stage");
    requireNonNull(status, "status");
    requireNonNull(identity, "identity");
    Digests.checkOrEmpty(computation, "computation");
    requireNonNull(operation, "operation");
    requireNonNull(contextFingerprint, "contextFingerprint");
    requireNonNull(paramsFingerprint, "paramsFingerprint");
    requireNonNull(seedFingerprint, "seedFingerprint");
    requireNonNull(params, "params");
    requireNonNull(seeds, "seeds");
    requireNonNull(caseId, "caseId");
    requireNonNull(started, "started");
    requireNonNull(finished, "finished");
    metrics = Values.orderedCopy(metrics);
    derived = Values.orderedCopy(derived);
    timings = Values.orderedCopy(timings);
    artifacts = List.copyOf(artifacts);
    requireNonNull(resultDigest, "resultDigest");
    requireNonNull(provenance, "provenance");
    tags = List.copyOf(tags);
    notes = List.copyOf(notes);
    requireNonNull(error, "error");
    if (attempt < 1) {
      throw new IllegalArgumentException("The attempt (%d) must be at least 1.".formatted(attempt));
    }
    if (status == RunStatus.FAILED && error.isNone()) {
      throw new IllegalArgumentException(
          "A failed record (%s) must have an error.".formatted(runId));
    }
  }

  /** Returns a draft that says the run went well. */
  public static RunRecord success() {
    return builder().status(RunStatus.SUCCESS).build();
  }

  /**
   * Returns a draft that says the run failed.
   *
   * @throws IllegalArgumentException if the error is {@link RunError#NONE}
   */
  public static RunRecord failed(RunError error) {
    return builder().status(RunStatus.FAILED).error(error).build();
  }

  /** Returns whether the lifecycle has not completed this record. */
  public boolean isDraft() {
    return runId.equals(RunId.DRAFT);
  }

  /** Returns why the attempt failed or was cancelled, if it was. */
  public Optional<RunError> findError() {
    return error.isNone() ? Optional.empty() : Optional.of(error);
  }

  /** Returns the artifact of this name. */
  public Optional<ArtifactDescriptor> findArtifact(String name) {
    return artifacts.stream().filter(artifact -> artifact.name().equals(name)).findFirst();
  }

  /** Returns how long the attempt took; zero while it runs. */
  public Duration duration() {
    return Duration.between(started, finished);
  }

  /** Starts an empty draft. */
  public static RunRecordBuilder builder() {
    return new RunRecordBuilder();
  }

  /** Starts a copy of this record. */
  public RunRecordBuilder toBuilder() {
    return new RunRecordBuilder(this);
  }
}
