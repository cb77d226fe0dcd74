package io.metalab.store.archive;

import static java.util.Comparator.comparing;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StreamKey;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.core.codec.JsonBytes;
import io.metalab.store.RecordChecks;
import io.metalab.store.transfer.PlainHistories;
import io.metalab.store.transfer.RunningRuns;
import io.metalab.store.transfer.Scope;
import io.metalab.store.transfer.TransferProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes what a store knows to an archive. For one thread, once. */
public final class Archive {
  private static final int RUNS_AT_ONCE = 256;
  private static final Comparator<StoredDocument> DOCUMENT_ORDER =
      comparing(StoredDocument::stored)
          .thenComparing(StoredDocument::kind)
          .thenComparing(StoredDocument::sha256);

  /** What the order of runs depends on. */
  private record Key(String experiment, Instant started, RunId run) {
    static final Comparator<Key> ORDER =
        comparing(Key::experiment).thenComparing(Key::started).thenComparing(Key::run);

    static Key of(RunHistory history) {
      Instant started =
          history.attempts().stream()
              .map(RunRecord::started)
              .min(Comparator.naturalOrder())
              .orElse(Instant.MAX);
      return new Key(history.experimentId(), started, history.runId());
    }
  }

  private final Store store;
  private final MergeableStore histories;
  private final Scope scope;
  private final TransferProgress progress;
  private final ArchiveOutput out;
  private final StreamBlocks streams;
  private final RunBlocks blocks;
  private final TreeSet<String> studies = new TreeSet<>();
  private final Set<String> contexts = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();
  private long runs;
  private long attempts;
  private long removals;
  private Amount artifacts = Amount.NONE;

  private Archive(Store store, Scope scope, TransferProgress progress, ArchiveOutput out) {
    this.store = store;
    this.histories = PlainHistories.of(store);
    this.scope = scope;
    this.progress = progress;
    this.out = out;
    this.streams = new StreamBlocks(store, out);
    this.blocks = new RunBlocks(out);
  }

  /**
   * Writes an archive; the file is there whole or not at all.
   *
   * @param file where it goes; what is there is replaced
   * @throws IOException if the file cannot be written
   * @throws MetalabException if the store cannot be read, with {@code STORE_CORRUPT} also if an
   *     artifact does not fit its digest
   */
  public static ArchiveSummary write(Store store, Scope scope, Path file, TransferProgress progress)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      ArchiveSummary summary;
      try (ArchiveOutput out = new ArchiveOutput(part)) {
        summary = new Archive(store, scope, progress, out).write(part);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return summary;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private ArchiveSummary write(Path file) throws IOException {
    List<Key> keys = keys();
    for (int from = 0; from < keys.size(); from += RUNS_AT_ONCE) {
      List<Key> some = keys.subList(from, Math.min(keys.size(), from + RUNS_AT_ONCE));
      Map<RunId, RunHistory> found = histories.findHistories(some.stream().map(Key::run).toList());
      for (Key key : some) {
        RunHistory history = found.get(key.run());
        if (history != null) {
          add(history);
        }
      }
      progress.at(TransferProgress.Phase.RECORDS, from + some.size(), keys.size());
    }
    streams.flush();
    blocks.flush();
    blocks.writeProvenances();
    writeDocuments();
    out.put(Entries.SUMMARY, summaryText());
    out.finish();
    return new ArchiveSummary(
        List.copyOf(studies),
        runs,
        attempts,
        removals,
        artifacts,
        RunningRuns.of(store, scope),
        Files.size(file),
        findings);
  }

  private List<Key> keys() {
    try (Stream<RunHistory> all = histories.histories(scope.experimentId())) {
      return all.map(Key::of).sorted(Key.ORDER).toList();
    }
  }

  private void add(RunHistory history) throws IOException {
    List<StreamPlaces> places = new ArrayList<>();
    for (RunRecord attempt : history.attempts()) {
      contexts.add(attempt.contextFingerprint());
      addArtifacts(attempt, attempt.equals(history.attempts().get(0)));
      places.add(
          new StreamPlaces(
              streams.add(stream(attempt, StreamKey.Kind.LOG)),
              streams.add(stream(attempt, StreamKey.Kind.SERIES))));
    }
    blocks.add(history, places);
    studies.add(history.experimentId());
    attempts += history.attempts().size();
    runs += history.attempts().isEmpty() ? 0 : 1;
    removals += history.removedAttempts() > 0 ? 1 : 0;
  }

  private static StreamKey stream(RunRecord attempt, StreamKey.Kind kind) {
    return new StreamKey(attempt.runId(), attempt.attempt(), kind);
  }

  private void addArtifacts(RunRecord attempt, boolean effective) throws IOException {
    for (ArtifactDescriptor artifact : attempt.artifacts()) {
      if (!out.holds(Entries.artifact(artifact.sha256()))) {
        add(attempt, artifact, effective);
      }
    }
  }

  /** Superseded attempts may have lost their artifacts to a garbage collection. */
  private void add(RunRecord attempt, ArtifactDescriptor artifact, boolean effective)
      throws IOException {
    try (InputStream content = store.openArtifact(artifact)) {
      String sha256 = out.put(Entries.artifact(artifact.sha256()), content);
      if (!sha256.equals(artifact.sha256())) {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "The artifact %s of run %s does not fit its digest. No archive was written; 'metalab verify --deep' lists all that is damaged."
                .formatted(artifact.name(), attempt.runId()));
      }
      artifacts = artifacts.plus(artifact.sizeBytes());
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      if (effective) {
        findings.add(RecordChecks.missingArtifact(attempt.runId(), artifact));
      }
    }
  }

  private void writeDocuments() throws IOException {
    JsonBytes lines = new JsonBytes(1 << 12);
    histories.documents().stream()
        .filter(document -> scope.documents().test(document, contexts))
        .sorted(DOCUMENT_ORDER)
        .forEachOrdered(
            document -> {
              lines.raw("{\"doc\":\"").raw(document.sha256()).raw('"');
              lines.field("kind", document.kind()).key("stored").instant(document.stored());
              lines.field("text", document.text()).raw("}\n");
            });
    out.put(Entries.DOCUMENTS, lines);
  }

  private JsonBytes summaryText() {
    JsonBytes text = new JsonBytes(256).raw('{').field("program", "metalab");
    text.field("format", Seal.FORMAT).key("studies").strings(List.copyOf(studies));
    text.field("runs", runs).field("attempts", attempts).field("removals", removals);
    text.field("artifacts", artifacts.artifacts()).field("artifact_bytes", artifacts.bytes());
    return text.raw("}\n");
  }
}
