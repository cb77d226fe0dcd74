package io.metalab.store.transfer;

import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.MergeableStore;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.api.store.StudyCount;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.store.transfer.TransferProgress.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Copies what one store knows into another, so that it then holds all that either knew.
 *
 * <p>Nothing is taken away from the target but what the source has removed. All artifacts, logs,
 * series and documents come first, then the records; so a transfer that is cut short, by whatever
 * means, shows no run that is not whole, and the same transfer once more completes it. Attempts
 * that the source lost are copied as lost; one that is being executed stays behind until it is
 * over. Safe beside writers of both stores. For one thread, once.
 */
public final class Transfer {
  private static final int RUNS_AT_ONCE = 512;

  private final MergeableStore source;
  private final MergeableStore target;
  private final Scope scope;
  private final boolean dryRun;
  private final TransferProgress progress;
  private final List<Finding> findings = new ArrayList<>();
  private final ContentCopier content;
  private final Set<List<Object>> copied = new HashSet<>();
  private final Set<String> contexts = new HashSet<>();
  private final List<RunId> running;
  private final long total;
  private long runs;
  private long attempts;
  private long removals;
  private long edits;
  private long documents;

  private Transfer(
      Store source, Store target, Scope scope, boolean dryRun, TransferProgress progress) {
    this.source = PlainHistories.of(source);
    this.target = PlainHistories.of(target);
    this.scope = scope;
    this.dryRun = dryRun;
    this.progress = progress;
    this.content = new ContentCopier(source, target, dryRun, findings);
    this.total = scope.counts(source).mapToLong(StudyCount::total).sum();
    this.running = RunningRuns.of(source, scope);
  }

  /**
   * Copies what the source knows into the target.
   *
   * @param dryRun whether only to tell what would be copied; the target is not written to
   * @throws MetalabException if a store cannot be read or written; what the target shows by then is
   *     whole, and the same call completes it
   */
  public static TransferReport run(
      Store source, Store target, Scope scope, boolean dryRun, TransferProgress progress) {
    return new Transfer(source, target, scope, dryRun, progress).run();
  }

  private TransferReport run() {
    walk(Phase.CONTENT);
    copyDocuments();
    if (!dryRun) {
      walk(Phase.RECORDS);
    }
    return new TransferReport(
        runs,
        attempts,
        removals,
        edits,
        content.artifacts(),
        content.streamBytes(),
        content.streamsLeftOut(),
        documents,
        running,
        findings);
  }

  private void walk(Phase phase) {
    long done = 0;
    try (Stream<RunHistory> histories = source.histories(scope.experimentId())) {
      Iterator<RunHistory> next = histories.iterator();
      while (next.hasNext()) {
        List<RunHistory> batch = new ArrayList<>();
        while (batch.size() < RUNS_AT_ONCE && next.hasNext()) {
          batch.add(next.next());
        }
        take(phase, batch);
        done += batch.size();
        progress.at(phase, done, Math.max(done, total));
      }
    }
    if (phase == Phase.CONTENT) {
      runs = done;
    }
  }

  private void take(Phase phase, List<RunHistory> batch) {
    Map<RunId, RunHistory> known =
        target.findHistories(batch.stream().map(RunHistory::runId).toList());
    List<CompletableFuture<Void>> merges = new ArrayList<>();
    for (RunHistory history : batch) {
      RunHistory there = known.getOrDefault(history.runId(), RunHistory.none(history.runId()));
      RunHistory news = Novelty.of(history, there);
      copyContent(news, history, there);
      if (phase == Phase.CONTENT) {
        history.attempts().forEach(attempt -> contexts.add(attempt.contextFingerprint()));
        findings.addAll(Novelty.contradictions(history, there));
        count(news);
      } else if (!news.isEmpty()) {
        merges.add(target.merge(news));
      }
    }
    await(merges);
  }

  private void count(RunHistory news) {
    attempts += news.attempts().size();
    removals += news.removedAttempts() > 0 ? 1 : 0;
    edits += news.edits().size();
  }

  /** Copies what new attempts name, unless an earlier look has; some may have come since. */
  private void copyContent(RunHistory news, RunHistory history, RunHistory there) {
    for (RunRecord attempt : news.attempts()) {
      List<Object> once =
          List.of(attempt.runId(), attempt.attempt(), RunRecordCodec.checksum(attempt));
      if (copied.add(once)) {
        content.copy(attempt, attempt.equals(history.attempts().get(0)), there.attempts());
      }
    }
  }

  private void copyDocuments() {
    Map<String, Instant> known = new HashMap<>();
    for (StoredDocument document : target.documents()) {
      boolean keepsTimes = !(target instanceof PlainHistories);
      known.put(document.kind() + document.sha256(), keepsTimes ? document.stored() : Instant.MIN);
    }
    for (StoredDocument document : source.documents()) {
      Instant there = known.getOrDefault(document.kind() + document.sha256(), Instant.MAX);
      if (scope.documents().test(document, contexts) && document.stored().isBefore(there)) {
        documents++;
        if (!dryRun) {
          target.mergeDocument(document);
        }
      }
    }
  }

  private static void await(List<CompletableFuture<Void>> merges) {
    try {
      CompletableFuture.allOf(merges.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof MetalabException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
