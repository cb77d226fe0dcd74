package io.metalab.core.run;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.executor.RunBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.core.identity.Fingerprints;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Completes records from what a payload says and an attempt found. */
final class RecordFactory {
  private final String stage;
  private final List<String> experimentTags;
  private final Provenance provenance;

  RecordFactory(String stage, List<String> experimentTags, Provenance provenance) {
    this.stage = stage;
    this.experimentTags = List.copyOf(experimentTags);
    this.provenance = provenance;
  }

  /** Returns the record that makes an attempt visible. */
  RunRecord running(RunPayload payload, Instant started) {
    return RunRecord.builder()
        .runId(payload.runId())
        .experimentId(payload.experimentId())
        .stage(stage)
        .status(RunStatus.RUNNING)
        .attempt(payload.attempt())
        .identity(payload.identity())
        .computation(payload.computation())
        .operation(payload.operation())
        .contextFingerprint(payload.contextFingerprint())
        .paramsFingerprint(Fingerprints.of(payload.params()))
        .seedFingerprint(Fingerprints.of(payload.seeds()))
        .params(payload.params())
        .seeds(payload.seeds())
        .caseId(payload.point().caseId())
        .started(started)
        .finished(started)
        .provenance(provenance)
        .tags(tags(payload.tags(), List.of()))
        .build();
  }

  /** Returns the record of an attempt that was cancelled before it started. */
  RunRecord unstarted(RunPayload payload, String reason, Instant now) {
    Outcome outcome = Outcome.abandoned(RunBody.CANCELLED, reason);
    return finished(running(payload, now), payload, now, outcome, Findings.NONE);
  }

  /**
   * Returns the record of an attempt that is over.
   *
   * @param running its record while it ran
   */
  RunRecord finished(
      RunRecord running, RunPayload payload, Instant finished, Outcome outcome, Findings findings) {
    Map<String, Object> metrics = findings.results().metrics();
    List<ArtifactDescriptor> artifacts = findings.artifacts();
    return running.toBuilder()
        .status(outcome.status())
        .error(outcome.error())
        .finished(finished)
        .metrics(metrics)
        .derived(findings.draft().derived())
        .timings(findings.results().timings())
        .artifacts(artifacts)
        .resultDigest(ResultDigest.of(metrics, artifacts))
        .provenance(merged(findings.draft().provenance()))
        .tags(tags(payload.tags(), findings.results().tags()))
        .notes(findings.allNotes())
        .build();
  }

  /** Returns the distinct labels of experiment, point and attempt, in this order. */
  List<String> tags(List<String> ofPoint, List<String> captured) {
    if (ofPoint.isEmpty() && captured.isEmpty()) {
      return experimentTags;
    }
    Set<String> distinct = new LinkedHashSet<>(experimentTags);
    distinct.addAll(ofPoint);
    distinct.addAll(captured);
    return List.copyOf(distinct);
  }

  private Provenance merged(Provenance added) {
    if (added.values().isEmpty()) {
      return provenance;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>(provenance.values());
    values.putAll(added.values());
    return new Provenance(values);
  }
}
