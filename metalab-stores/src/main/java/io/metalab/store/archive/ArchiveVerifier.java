package io.metalab.store.archive;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.store.RecordChecks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks an archive and lists what is wrong. */
final class ArchiveVerifier {
  private final ArchiveInput input;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> artifacts = new HashSet<>();
  private long records;

  ArchiveVerifier(ArchiveInput input) {
    this.input = input;
  }

  /**
   * Checks the entries that hold runs, or all with every byte of the file, and then the runs of an
   * experiment, or of all; these only if their entries are whole.
   */
  VerifyReport verify(String experimentId, boolean deep) throws IOException {
    for (String name : input.sums().keySet()) {
      if (deep || !Entries.isArtifact(name)) {
        check(name);
      }
    }
    input
        .stranger()
        .ifPresent(name -> damaged(name, "The list of digests does not tell of this entry."));
    if (deep && findings.isEmpty() && !Seal.digest(input.file()).equals(input.seal().file())) {
      damaged(
          "between the entries",
          "Every entry is whole, but the bytes around them are not those that were written.");
    }
    if (findings.stream().allMatch(finding -> Entries.isArtifact(entry(finding)))) {
      checkRuns(experimentId);
    }
    return new VerifyReport(records, artifacts.size(), findings);
  }

  private String entry(Finding finding) {
    return finding.place().substring(input.file().toString().length() + 1);
  }

  private void check(String name) {
    try {
      input.check(name);
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.STORE_CORRUPT) {
        throw e;
      }
      damaged(name, "The bytes of this entry do not fit their digest.");
    }
  }

  private void damaged(String entry, String what) {
    findings.add(
        new Finding(
            "damaged-entry",
            input.file() + " " + entry,
            what + " Copy the archive again from where it came from, or export it anew."));
  }

  private void checkRuns(String experimentId) {
    try (Stream<RunHistory> histories = new ArchiveRuns(input).histories(experimentId)) {
      histories.forEachOrdered(this::check);
    }
  }

  private void check(RunHistory history) {
    for (RunRecord record : history.attempts()) {
      records++;
      RecordChecks.wrongRunId(record).ifPresent(findings::add);
    }
    if (history.attempts().isEmpty()) {
      return;
    }
    RunRecord effective = history.attempts().get(0);
    for (ArtifactDescriptor artifact : effective.artifacts()) {
      if (artifacts.add(artifact.sha256())
          && !input.sums().containsKey(Entries.artifact(artifact.sha256()))) {
        findings.add(RecordChecks.missingArtifact(effective.runId(), artifact));
      }
    }
    RecordChecks.nondeterminism(history.attempts())
        .or(() -> RecordChecks.contradiction(history.attempts()))
        .ifPresent(findings::add);
  }
}
