package io.metalab.api.executor;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ContextSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.SeedBundle;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a worker needs to execute one attempt at a run; a few hundred bytes as JSON.
 *
 * @param runId the run
 * @param attempt which attempt this is; the first is 1
 * @param experimentId {@code name:version}
 * @param operation {@code key@version}
 * @param context the manifest of the context
 * @param contextFingerprint digest of the canonical context
 * @param point the resolved params with case id and tags
 * @param seeds the seeds
 * @param identity the canonical text whose SHA-256 is the run id
 * @param computation digest of the identity without the experiment
 * @param timeout the longest the attempt may take; zero for no limit
 * @param resources what the attempt takes up
 * @param earlier where it may start from
 * @param definition what an {@link io.metalab.api.ExternalOperation} is made of; empty for an
 *     operation that is a class
 */
public record RunPayload(
    RunId runId,
    int attempt,
    String experimentId,
    String operation,
    ContextSpec context,
    String contextFingerprint,
    ParamCase point,
    SeedBundle seeds,
    String identity,
    String computation,
    Duration timeout,
    Resources resources,
    Optional<EarlierCheckpoint> earlier,
    Map<String, Object> definition) {
  public RunPayload {
    requireNonNull(runId, "runId");
    requireNonNull(experimentId, "experimentId");
    requireNonNull(operation, "operation");
    requireNonNull(context, "context");
    requireNonNull(contextFingerprint, "contextFingerprint");
    requireNonNull(point, "point");
    requireNonNull(seeds, "seeds");
    requireNonNull(identity, "identity");
    requireNonNull(computation, "computation");
    requireNonNull(timeout, "timeout");
    requireNonNull(resources, "resources");
    requireNonNull(earlier, "earlier");
    definition = Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    if (attempt < 1) {
      throw new IllegalArgumentException("The attempt (%d) must be at least 1.".formatted(attempt));
    }
  }

  /** Creates the payload of a run of an operation that is a class. */
  public RunPayload(
      RunId runId,
      int attempt,
      String experimentId,
      String operation,
      ContextSpec context,
      String contextFingerprint,
      ParamCase point,
      SeedBundle seeds,
      String identity,
      String computation,
      Duration timeout,
      Resources resources) {
    this(
        runId,
        attempt,
        experimentId,
        operation,
        context,
        contextFingerprint,
        point,
        seeds,
        identity,
        computation,
        timeout,
        resources,
        Optional.empty(),
        Map.of());
  }

  /** Returns the params. */
  public Params params() {
    return point.params();
  }

  /** Returns the labels of the point. */
  public List<String> tags() {
    return point.tags();
  }

  /** Returns the payload of another attempt at the same run. */
  public RunPayload withAttempt(int newAttempt) {
    return copy(newAttempt, resources, earlier);
  }

  /** Returns the payload of the same attempt with other resources. */
  public RunPayload withResources(Resources newResources) {
    return copy(attempt, newResources, earlier);
  }

  /** Returns the payload of the same attempt that may start from a checkpoint. */
  public RunPayload withEarlier(EarlierCheckpoint newEarlier) {
    return copy(attempt, resources, Optional.of(newEarlier));
  }

  private RunPayload copy(
      int newAttempt, Resources newResources, Optional<EarlierCheckpoint> newEarlier) {
    return new RunPayload(
        runId,
        newAttempt,
        experimentId,
        operation,
        context,
        contextFingerprint,
        point,
        seeds,
        identity,
        computation,
        timeout,
        newResources,
        newEarlier,
        definition);
  }
}
