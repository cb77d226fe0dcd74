package io.metalab.store.jdbc;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.store.RecordChecks;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads everything and lists what is wrong. */
final class Verifier {
  private static final int RUNS_AT_ONCE = 500;

  private final Database database;
  private final Artifacts artifacts;
  private final String experimentId;
  private final boolean deep;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private long records;

  /**
   * Creates a verifier.
   *
   * @param experimentId the experiment whose records are checked, or empty for all
   */
  Verifier(Database database, Artifacts artifacts, String experimentId, boolean deep) {
    this.database = database;
    this.artifacts = artifacts;
    this.experimentId = experimentId;
    this.deep = deep;
  }

  VerifyReport verify() throws IOException {
    for (String problem : database.check()) {
      findings.add(
          new Finding(
              "damaged-database",
              database.name(),
              "The database's own check says: %s. Restore a backup, or rescue what can be read by copying it into a new store."
                  .formatted(problem)));
    }
    try {
      List<RunId> runs = next(new byte[0]);
      while (!runs.isEmpty()) {
        List<RunId> some = runs;
        for (AttemptSet run : database.read(sql -> AttemptRows.find(sql, some, "")).values()) {
          check(run);
        }
        runs = next(RunKeys.bytes(runs.get(runs.size() - 1)));
      }
    } catch (MetalabException e) {
      if (findings.isEmpty()) {
        throw e;
      }
      findings.add(
          new Finding("damaged-database", database.name(), String.valueOf(e.getMessage())));
    }
    return new VerifyReport(records, named.size(), findings);
  }

  private List<RunId> next(byte[] after) {
    return database.read(
        sql ->
            sql.list(
                "SELECT run_id FROM runs WHERE run_id > ? AND status IS NOT NULL"
                    + " ORDER BY run_id LIMIT "
                    + RUNS_AT_ONCE,
                row -> RunKeys.runId(row.getBytes(1)),
                after));
  }

  private void check(AttemptSet run) throws IOException {
    List<RunRecord> attempts = new ArrayList<>();
    for (AttemptRow row : run.inOrder()) {
      Optional<RunRecord> record = record(run, row);
      if (record.isPresent()
          && (experimentId.isEmpty() || record.get().experimentId().equals(experimentId))) {
        attempts.add(record.get());
      }
    }
    for (RunRecord record : attempts) {
      records++;
      RecordChecks.wrongRunId(record).ifPresent(findings::add);
    }
    if (!attempts.isEmpty()) {
      // Those of superseded attempts may have been collected.
      for (ArtifactDescriptor artifact : attempts.get(0).artifacts()) {
        if (named.add(artifact.sha256())) {
          check(run.runId(), artifact);
        }
      }
    }
    RecordChecks.nondeterminism(attempts)
        .or(() -> RecordChecks.contradiction(attempts))
        .ifPresent(findings::add);
  }

  private Optional<RunRecord> record(AttemptSet run, AttemptRow row) {
    Bytes json = row.record();
    String problem = "its checksum does not fit";
    if (json.checksum() == row.checksum()) {
      try {
        RunRecord record =
            RunRecordCodec.decode(json.array(), 0, json.length(), digest -> Provenance.NONE);
        problem = difference(run, row, record);
        if (problem.isEmpty()) {
          return Optional.of(record);
        }
      } catch (IllegalArgumentException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    findings.add(
        new Finding(
            "damaged-record",
            "run %s attempt %d".formatted(run.runId(), row.attempt()),
            "The record is damaged: %s. Restore a backup, or remove the run and run the study again."
                .formatted(problem)));
    return Optional.empty();
  }

  /** Returns what the columns beside a record say otherwise, or nothing. */
  private static String difference(AttemptSet run, AttemptRow row, RunRecord record) {
    if (!record.runId().equals(run.runId())) {
      return "it is of run " + record.runId();
    }
    if (record.status() != row.status() || record.attempt() != row.attempt()) {
      return "it is of attempt %d with status %s"
          .formatted(record.attempt(), record.status().wireName());
    }
    return "";
  }

  private void check(RunId run, ArtifactDescriptor artifact) throws IOException {
    OptionalLong size = artifacts.size(artifact.sha256());
    if (size.isEmpty()) {
      findings.add(RecordChecks.missingArtifact(run, artifact));
    } else if (size.getAsLong() != artifact.sizeBytes() || (deep && !isWhole(artifact))) {
      findings.add(
          new Finding(
              "damaged-artifact",
              "run %s artifact %s".formatted(run, artifact.name()),
              "The bytes do not fit their digest %s. Restore them from a backup, or remove the run and run the study again."
                  .formatted(artifact.sha256())));
    }
  }

  private boolean isWhole(ArtifactDescriptor artifact) throws IOException {
    try (InputStream in = artifacts.open(artifact)) {
      HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), in);
      ByteStreams.exhaust(hashing);
      return hashing.hash().toString().equals(artifact.sha256());
    }
  }
}
