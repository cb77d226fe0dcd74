package io.metalab.store.transfer;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.RecordChecks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Copies what records name: artifacts, logs and series. For one thread. */
final class ContentCopier {
  private static final int PIECE_BYTES = 1 << 18;

  private final Store source;
  private final Store target;
  private final MergeableStore targetStreams;
  private final boolean dryRun;
  private final List<Finding> findings;
  private final Set<String> copied = new HashSet<>();
  private Amount artifacts = Amount.NONE;
  private long streamBytes;
  private long streamsLeftOut;

  ContentCopier(Store source, Store target, boolean dryRun, List<Finding> findings) {
    this.source = source;
    this.target = target;
    this.targetStreams = PlainHistories.of(target);
    this.dryRun = dryRun;
    this.findings = findings;
  }

  Amount artifacts() {
    return artifacts;
  }

  long streamBytes() {
    return streamBytes;
  }

  long streamsLeftOut() {
    return streamsLeftOut;
  }

  /**
   * Copies what an attempt names.
   *
   * @param effective whether all it names must be there; superseded attempts may have lost it
   * @param known the attempts of the run that the target holds
   */
  void copy(RunRecord attempt, boolean effective, List<RunRecord> known) {
    for (ArtifactDescriptor artifact : attempt.artifacts()) {
      if (copied.add(artifact.sha256())) {
        copy(attempt.runId(), artifact, effective);
      }
    }
    boolean compare = known.stream().anyMatch(other -> other.attempt() == attempt.attempt());
    for (StreamKey.Kind kind : StreamKey.Kind.values()) {
      copy(new StreamKey(attempt.runId(), attempt.attempt(), kind), compare);
    }
  }

  private void copy(RunId run, ArtifactDescriptor artifact, boolean effective) {
    ArtifactDraft draft =
        new ArtifactDraft(
            run, artifact.name(), artifact.mediaType(), artifact.serializer(), artifact.metadata());
    try (InputStream content = source.openArtifact(artifact)) {
      artifacts = artifacts.plus(artifact.sizeBytes());
      if (!dryRun && !target.putArtifact(draft, content).sha256().equals(artifact.sha256())) {
        findings.add(RecordChecks.damagedArtifact(run, artifact));
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The artifact %s of run %s cannot be copied from %s (%s)."
              .formatted(artifact.name(), run, source.locator(), e.getMessage()),
          e);
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      if (effective) {
        findings.add(RecordChecks.missingArtifact(run, artifact));
      }
    }
  }

  /** Copies a stream; one that the target has otherwise stays as it is there. */
  private void copy(StreamKey stream, boolean compare) {
    long offset = 0;
    byte[] piece = source.read(stream, 0, PIECE_BYTES);
    while (piece.length > 0) {
      byte[] there = compare ? target.read(stream, offset, piece.length) : new byte[0];
      if (!Arrays.equals(there, Arrays.copyOf(piece, there.length))) {
        streamsLeftOut++;
        return;
      }
      if (!dryRun && there.length < piece.length) {
        byte[] rest = Arrays.copyOfRange(piece, there.length, piece.length);
        targetStreams.mergeStream(stream, offset + there.length, rest);
      }
      streamBytes += piece.length - there.length;
      offset += piece.length;
      piece = source.read(stream, offset, PIECE_BYTES);
    }
  }
}
