package io.metalab.store.transfer;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.VerifiableStore.Finding;
import java.util.List;

/**
 * What a transfer did, or would do.
 *
 * @param runs number of runs of the source that were looked at
 * @param attempts number of attempts that were new to the target
 * @param removals number of runs whose removal was new to the target
 * @param edits number of annotations that were new to the target
 * @param artifacts artifacts that new attempts name, by content
 * @param streamBytes bytes of logs and series of new attempts
 * @param streamsLeftOut number of logs and series of attempts that the target has others of
 * @param documents number of documents that were new to the target
 * @param running runs that are being executed in the source; that attempt of theirs stays behind
 * @param findings what contradicts itself or is missing, in the order of runs
 */
public record TransferReport(
    long runs,
    long attempts,
    long removals,
    long edits,
    Amount artifacts,
    long streamBytes,
    long streamsLeftOut,
    long documents,
    List<RunId> running,
    List<Finding> findings) {
  public TransferReport {
    requireNonNull(artifacts, "artifacts");
    running = List.copyOf(running);
    findings = List.copyOf(findings);
  }

  /** Returns whether the target knew everything. */
  public boolean isNothingNew() {
    return attempts + removals + edits + documents == 0;
  }
}
