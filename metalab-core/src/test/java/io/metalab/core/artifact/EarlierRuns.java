package io.metalab.core.artifact;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts runs with artifacts into a store. */
public final class EarlierRuns {
  private EarlierRuns() {}

  /** Returns the id that starts with these digits and goes on with zeros. */
  public static RunId id(String digits) {
    return new RunId(digits + "0".repeat(64 - digits.length()));
  }

  /** Puts a successful run with these artifacts of text, names and contents in turn. */
  public static RunRecord success(Store store, RunId runId, String... namesAndTexts) {
    List<ArtifactDescriptor> artifacts = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      artifacts.add(artifact(store, runId, namesAndTexts[i], "", namesAndTexts[i + 1]));
    }
    RunRecord record = record(runId).artifacts(artifacts).build();
    store.putRunRecord(record).join();
    return record;
  }

  /** Puts a run that failed. */
  public static void failure(Store store, RunId runId) {
    store
        .putRunRecord(
            record(runId).status(RunStatus.FAILED).error(RunError.of("Boom", "no")).build())
        .join();
  }

  /** Puts an artifact of text, written by a serializer or, if that is empty, from a file. */
  public static ArtifactDescriptor artifact(
      Store store, RunId runId, String name, String serializer, String text) {
    try {
      return store.putArtifact(
          new ArtifactDraft(runId, name, "application/octet-stream", serializer, Map.of()),
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the record of a run that succeeded. */
  public static RunRecordBuilder record(RunId runId) {
    return RunRecord.builder()
        .runId(runId)
        .experimentId("train:1")
        .operation("train@1")
        .status(RunStatus.SUCCESS);
  }
}
