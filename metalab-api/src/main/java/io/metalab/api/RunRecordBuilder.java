package io.metalab.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts a {@link RunRecord} together; starts as an empty draft of a success. */
public final class RunRecordBuilder {
  private RunId runId = RunId.DRAFT;
  private String experimentId = "";
  private String stage = "";
  private RunStatus status = RunStatus.SUCCESS;
  private int attempt = 1;
  private String identity = "";
  private String computation = "";
  private String operation = "";
  private String contextFingerprint = "";
  private String paramsFingerprint = "";
  private String seedFingerprint = "";
  private Params params = Params.empty();
  private SeedBundle seeds = SeedBundle.of(0);
  private String caseId = "";
  private Instant started = Instant.EPOCH;
  private Instant finished = Instant.EPOCH;
  private Map<String, Object> metrics = Map.of();
  private Map<String, Object> derived = Map.of();
  private Map<String, Duration> timings = Map.of();
  private List<ArtifactDescriptor> artifacts = List.of();
  private String resultDigest = "";
  private Provenance provenance = Provenance.NONE;
  private List<String> tags = List.of();
  private List<String> notes = List.of();
  private RunError error = RunError.NONE;

  RunRecordBuilder() {}

  RunRecordBuilder(RunRecord record) {
    this.runId = record.runId();
    this.experimentId = record.experimentId();
    this.stage = record.stage();
    this.status = record.status();
    this.attempt = record.attempt();
    this.identity = record.identity();
    this.computation = record.computation();
    this.operation = record.operation();
    this.contextFingerprint = record.contextFingerprint();
    this.paramsFingerprint = record.paramsFingerprint();
    this.seedFingerprint = record.seedFingerprint();
    this.params = record.params();
    this.seeds = record.seeds();
    this.caseId = record.caseId();
    this.started = record.started();
    this.finished = record.finished();
    this.metrics = record.metrics();
    this.derived = record.derived();
    this.timings = record.timings();
    this.artifacts = record.artifacts();
    this.resultDigest = record.resultDigest();
    this.provenance = record.provenance();
    this.tags = record.tags();
    this.notes = record.notes();
    this.error = record.error();
  }

  /** Sets {@link RunRecord#runId}. */
  public RunRecordBuilder runId(RunId newRunId) {
    this.runId = newRunId;
    return this;
  }

  /** Sets {@link RunRecord#experimentId}. */
  public RunRecordBuilder experimentId(String newExperimentId) {
    this.experimentId = newExperimentId;
    return this;
  }

  /** Sets {@link RunRecord#stage}. */
  public RunRecordBuilder stage(String newStage) {
    this.stage = newStage;
    return this;
  }

  /** Sets {@link RunRecord#status}. */
  public RunRecordBuilder status(RunStatus newStatus) {
    this.status = newStatus;
    return this;
  }

  /** Sets {@link RunRecord#attempt}. */
  public RunRecordBuilder attempt(int newAttempt) {
    this.attempt = newAttempt;
    return this;
  }

  /** Sets {@link RunRecord#identity}. */
  public RunRecordBuilder identity(String newIdentity) {
    this.identity = newIdentity;
    return this;
  }

  /** Sets {@link RunRecord#computation}. */
  public RunRecordBuilder computation(String newComputation) {
    this.computation = newComputation;
    return this;
  }

  /** Sets {@link RunRecord#operation}. */
  public RunRecordBuilder operation(String newOperation) {
    this.operation = newOperation;
    return this;
  }

  /** Sets {@link RunRecord#contextFingerprint}. */
  public RunRecordBuilder contextFingerprint(String newContextFingerprint) {
    this.contextFingerprint = newContextFingerprint;
    return this;
  }

  /** Sets {@link RunRecord#paramsFingerprint}. */
  public RunRecordBuilder paramsFingerprint(String newParamsFingerprint) {
    this.paramsFingerprint = newParamsFingerprint;
    return this;
  }

  /** Sets {@link RunRecord#seedFingerprint}. */
  public RunRecordBuilder seedFingerprint(String newSeedFingerprint) {
    this.seedFingerprint = newSeedFingerprint;
    return this;
  }

  /** Sets {@link RunRecord#params}. */
  public RunRecordBuilder params(Params newParams) {
    this.params = newParams;
    return this;
  }

  /** Sets {@link RunRecord#seeds}. */
  public RunRecordBuilder seeds(SeedBundle newSeeds) {
    this.seeds = newSeeds;
    return this;
  }

  /** Sets {@link RunRecord#caseId}. */
  public RunRecordBuilder caseId(String newCaseId) {
    this.caseId = newCaseId;
    return this;
  }

  /** Sets {@link RunRecord#started}. */
  public RunRecordBuilder started(Instant newStarted) {
    this.started = newStarted;
    return this;
  }

  /** Sets {@link RunRecord#finished}. */
  public RunRecordBuilder finished(Instant newFinished) {
    this.finished = newFinished;
    return this;
  }

  /** Sets {@link RunRecord#metrics}. */
  public RunRecordBuilder metrics(Map<String, Object> newMetrics) {
    this.metrics = newMetrics;
    return this;
  }

  /** Sets {@link RunRecord#derived}. */
  public RunRecordBuilder derived(Map<String, Object> newDerived) {
    this.derived = newDerived;
    return this;
  }

  /** Sets {@link RunRecord#timings}. */
  public RunRecordBuilder timings(Map<String, Duration> newTimings) {
    this.timings = newTimings;
    return this;
  }

  /** Sets {@link RunRecord#artifacts}. */
  public RunRecordBuilder artifacts(List<ArtifactDescriptor> newArtifacts) {
    this.artifacts = newArtifacts;
    return this;
  }

  /** Sets {@link RunRecord#resultDigest}. */
  public RunRecordBuilder resultDigest(String newResultDigest) {
    this.resultDigest = newResultDigest;
    return this;
  }

  /** Sets {@link RunRecord#provenance}. */
  public RunRecordBuilder provenance(Provenance newProvenance) {
    this.provenance = newProvenance;
    return this;
  }

  /** Sets {@link RunRecord#tags}. */
  public RunRecordBuilder tags(List<String> newTags) {
    this.tags = newTags;
    return this;
  }

  /** Sets {@link RunRecord#notes}. */
  public RunRecordBuilder notes(List<String> newNotes) {
    this.notes = newNotes;
    return this;
  }

  /** Sets {@link RunRecord#error}. */
  public RunRecordBuilder error(RunError newError) {
    this.error = newError;
    return this;
  }

  /**
   * Returns the record.
   *
   * @throws IllegalArgumentException if it breaks a rule of {@link RunRecord}
   */
  public RunRecord build() {
    return new RunRecord(
        runId,
        experimentId,
        stage,
        status,
        attempt,
        identity,
        computation,
        operation,
        contextFingerprint,
        paramsFingerprint,
        seedFingerprint,
        params,
        seeds,
        caseId,
        started,
        finished,
        metrics,
        derived,
        timings,
        artifacts,
        resultDigest,
        provenance,
        tags,
        notes,
        error);
  }
}
