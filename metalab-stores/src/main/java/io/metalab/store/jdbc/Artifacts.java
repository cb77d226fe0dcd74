package io.metalab.store.jdbc;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteSource;
import com.google.common.io.FileBackedOutputStream;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.store.file.ArtifactDirectory;
import io.metalab.store.file.Referrers;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Artifacts by content: those up to a size in the database, larger ones in a directory; safe for
 * use by many threads. They are looked for in both, so the size may be changed at any time.
 */
final class Artifacts {
  private static final int IN_MEMORY_BYTES = 4 << 20;

  private final Database database;
  private final Leases leases;
  private final ArtifactTable table;
  private final Optional<ArtifactDirectory> directory;
  private final long inlineBytes;

  /**
   * Creates the artifacts of a store.
   *
   * @param directory where large ones are, or empty for none
   * @param inlineBytes size of the largest that the database keeps; ignored without a directory
   */
  Artifacts(
      Database database,
      Writers writers,
      Leases leases,
      Optional<ArtifactDirectory> directory,
      long inlineBytes) {
    this.database = database;
    this.leases = leases;
    this.table = new ArtifactTable(database, writers);
    this.directory = directory;
    this.inlineBytes = directory.isPresent() ? inlineBytes : Long.MAX_VALUE;
  }

  ArtifactDescriptor put(ArtifactDraft draft, InputStream content) throws IOException {
    if (inlineBytes > IN_MEMORY_BYTES || directory.isEmpty()) {
      return spool(draft, content);
    }
    byte[] head = content.readNBytes((int) inlineBytes + 1);
    if (head.length <= inlineBytes) {
      return putInline(draft, ByteSource.wrap(head), Hashing.sha256().hashBytes(head).toString());
    }
    InputStream rest =
        new FilterInputStream(content) {
          @Override
          public void close() {
            // Its owner closes it.
          }
        };
    return directory
        .get()
        .put(draft, new SequenceInputStream(new ByteArrayInputStream(head), rest));
  }

  private ArtifactDescriptor spool(ArtifactDraft draft, InputStream content) throws IOException {
    try (FileBackedOutputStream spool = new FileBackedOutputStream(IN_MEMORY_BYTES)) {
      try {
        HashingInputStream in = new HashingInputStream(Hashing.sha256(), content);
        in.transferTo(spool);
        ByteSource bytes = spool.asByteSource();
        if (directory.isPresent() && bytes.size() > inlineBytes) {
          try (InputStream again = bytes.openStream()) {
            return directory.get().put(draft, again);
          }
        }
        return putInline(draft, bytes, in.hash().toString());
      } finally {
        spool.reset();
      }
    }
  }

  private ArtifactDescriptor putInline(ArtifactDraft draft, ByteSource bytes, String sha256)
      throws IOException {
    long size = bytes.size();
    table.put(sha256, bytes, size);
    return draft.descriptor(sha256, size);
  }

  InputStream open(ArtifactDescriptor artifact) throws IOException {
    if (table.size(artifact.sha256()).isPresent()) {
      return table.open(artifact.sha256());
    }
    if (directory.isPresent() && directory.get().size(artifact.sha256()).isPresent()) {
      return directory.get().open(artifact);
    }
    throw new MetalabException(
        ErrorCode.NOT_FOUND,
        "The artifact %s (%s) is not in the store %s. 'metalab verify' lists all that is missing."
            .formatted(artifact.name(), artifact.sha256(), database.name()));
  }

  /** Returns the number of bytes of an artifact, be it in the trash; empty if it is not here. */
  OptionalLong size(String sha256) throws IOException {
    OptionalLong inTable = table.size(sha256);
    return inTable.isPresent() || directory.isEmpty() ? inTable : directory.get().size(sha256);
  }

  /** Makes files that were put durable. */
  void forceNames() {
    directory.ifPresent(ArtifactDirectory::forceNames);
  }

  /** Returns what this store holds of the artifacts that records name. */
  List<ArtifactTable.Hold> holdsOf(List<Pending.Attempt> attempts) {
    List<String> named =
        attempts.stream()
            .filter(Pending.Attempt::isFinished)
            .flatMap(attempt -> attempt.record().artifacts().stream())
            .map(ArtifactDescriptor::sha256)
            .toList();
    return named.isEmpty() ? List.of() : table.holdsOf(named);
  }

  /** Forgets what was let go. */
  void released(List<ArtifactTable.Hold> holds) {
    table.released(holds);
  }

  /** Says that a record is acknowledged. */
  void named(RunRecord record) {
    directory.ifPresent(files -> files.named(record));
  }

  GarbageReport collect(
      Referrers referrers, InstantSource clock, GarbagePolicy policy, boolean dryRun)
      throws IOException {
    GarbageReport inTable =
        new ArtifactGarbage(database, leases, referrers, policy, dryRun, clock.instant()).collect();
    if (directory.isEmpty()) {
      return inTable;
    }
    GarbageReport files = directory.get().collect(referrers, clock, policy, dryRun);
    return new GarbageReport(
        sum(inTable.trashed(), files.trashed()),
        sum(inTable.restored(), files.restored()),
        sum(inTable.purged(), files.purged()),
        sum(inTable.kept(), files.kept()),
        sum(inTable.held(), files.held()));
  }

  private static Amount sum(Amount one, Amount other) {
    return new Amount(one.artifacts() + other.artifacts(), one.bytes() + other.bytes());
  }

  /** Returns the number of bytes of files. */
  long sizeBytes() throws IOException {
    return directory.isEmpty() ? 0 : directory.get().sizeBytes();
  }

  void close() {
    directory.ifPresent(ArtifactDirectory::close);
  }
}
