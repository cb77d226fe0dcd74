package io.metalab.store.file;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.store.EffectiveRecord;
import io.metalab.store.RecordChecks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the artifacts that effective records name. Those of removed runs and of superseded
 * attempts may have been collected.
 */
final class NamedArtifacts {
  private final Trash trash;
  private final boolean deep;
  private final Map<RunId, List<Attempt>> attempts = new LinkedHashMap<>();
  private final Map<RunId, Long> removedUpTo = new HashMap<>();
  private final Set<String> checked = new HashSet<>();

  NamedArtifacts(Layout layout, boolean deep) {
    this.trash = new Trash(layout);
    this.deep = deep;
  }

  private record Attempt(
      RunStatus status, int number, int checksum, List<ArtifactDescriptor> artifacts) {
    int compareTo(Attempt other) {
      int byRule = EffectiveRecord.compare(status, number, other.status, other.number);
      return byRule != 0 ? byRule : EffectiveRecord.compareChecksums(checksum, other.checksum);
    }
  }

  /** Adds a record and the checksum of its line. */
  void add(RunRecord record, int checksum) {
    attempts
        .computeIfAbsent(record.runId(), run -> new ArrayList<>(1))
        .add(new Attempt(record.status(), record.attempt(), checksum, record.artifacts()));
  }

  /** Adds the line of a removal. */
  void removed(Map<String, @Nullable Object> line) {
    if (line.get("rm") instanceof String run && line.get("attempt") instanceof Long attempt) {
      removedUpTo.merge(new RunId(run), attempt, Math::max);
    }
  }

  /** Returns what is wrong with the artifacts of what was added. */
  List<Finding> check() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<RunId, List<Attempt>> run : attempts.entrySet()) {
      long removed = removedUpTo.getOrDefault(run.getKey(), 0L);
      Optional<Attempt> effective =
          run.getValue().stream()
              .filter(attempt -> attempt.number() > removed)
              .min(Attempt::compareTo);
      if (effective.isPresent()) {
        for (ArtifactDescriptor artifact : effective.get().artifacts()) {
          if (checked.add(artifact.sha256())) {
            check(run.getKey(), artifact).ifPresent(findings::add);
          }
        }
      }
    }
    return findings;
  }

  /** Returns how many artifacts were checked. */
  long checked() {
    return checked.size();
  }

  private Optional<Finding> check(RunId run, ArtifactDescriptor artifact) throws IOException {
    Path file = trash.locate(artifact.sha256());
    try {
      if (Files.size(file) == artifact.sizeBytes() && (!deep || isWhole(file, artifact))) {
        return Optional.empty();
      }
    } catch (NoSuchFileException e) {
      return Optional.of(RecordChecks.missingArtifact(run, artifact));
    }
    return Optional.of(
        new Finding(
            "damaged-artifact",
            file.toString(),
            "The bytes of artifact %s of run %s do not fit their digest. Copy the file back from where the store was copied from, or delete it, remove the run and run the study again."
                .formatted(artifact.name(), run)));
  }

  private static boolean isWhole(Path file, ArtifactDescriptor artifact) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      HashingInputStream hashing = new HashingInputStream(Hashing.sha256(), in);
      ByteStreams.exhaust(hashing);
      return hashing.hash().toString().equals(artifact.sha256());
    }
  }
}
