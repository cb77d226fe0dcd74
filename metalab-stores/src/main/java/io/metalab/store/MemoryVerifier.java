package io.metalab.store;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the runs of a store in memory, one after the other, and lists what is wrong. */
final class MemoryVerifier {
  private final MemoryArtifacts artifacts;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private long checked;

  MemoryVerifier(MemoryArtifacts artifacts) {
    this.artifacts = artifacts;
  }

  /** Checks the attempts at a run, the effective one first. */
  void check(List<RunRecord> attempts) {
    for (RunRecord record : attempts) {
      checked++;
      RecordChecks.wrongRunId(record).ifPresent(findings::add);
    }
    // Those of superseded attempts may have been collected.
    RunRecord effective = attempts.get(0);
    for (ArtifactDescriptor artifact : effective.artifacts()) {
      named.add(artifact.sha256());
      if (!artifacts.holds(artifact.sha256())) {
        findings.add(RecordChecks.missingArtifact(effective.runId(), artifact));
      }
    }
    RecordChecks.nondeterminism(attempts)
        .or(() -> RecordChecks.contradiction(attempts))
        .ifPresent(findings::add);
  }

  /** Returns what was found so far. */
  VerifyReport report() {
    return new VerifyReport(checked, named.size(), findings);
  }
}
