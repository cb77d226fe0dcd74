package io.metalab.store.archive;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.VerifiableStore.Finding;
import java.util.List;

/**
 * What has been put into an archive.
 *
 * @param studies {@code name:version} of the studies inside, in order
 * @param runs number of runs
 * @param attempts number of their attempts
 * @param removals number of runs that are known to have been removed
 * @param artifacts artifacts by content
 * @param running runs that are being executed; that attempt of theirs is not inside
 * @param sizeBytes size of the file
 * @param findings what should be inside and is missing
 */
public record ArchiveSummary(
    List<String> studies,
    long runs,
    long attempts,
    long removals,
    Amount artifacts,
    List<RunId> running,
    long sizeBytes,
    List<Finding> findings) {
  public ArchiveSummary {
    studies = List.copyOf(studies);
    requireNonNull(artifacts, "artifacts");
    running = List.copyOf(running);
    findings = List.copyOf(findings);
  }
}
