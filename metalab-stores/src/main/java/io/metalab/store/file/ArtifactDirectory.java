package io.metalab.store.file;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * A directory of artifacts by content, as the journal keeps them, for a store whose records are
 * elsewhere. It is created by the first artifact. Safe for use by many threads, and by many
 * processes at once.
 */
public final class ArtifactDirectory {
  private final Layout layout;
  private final ArtifactFiles files;

  /** Creates a view of a directory, which need not be there. */
  public ArtifactDirectory(Path directory) {
    this.layout = Layout.ofArtifacts(directory.toAbsolutePath().normalize());
    this.files = new ArtifactFiles(layout);
  }

  /** Returns where it is. */
  public Path path() {
    return layout.root();
  }

  /**
   * Stores bytes; their name is durable with the next {@link #forceNames}.
   *
   * @throws IOException if the content cannot be read
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE} if it cannot be written
   */
  public ArtifactDescriptor put(ArtifactDraft draft, InputStream content) throws IOException {
    return files.put(draft, content);
  }

  /**
   * Makes what was put durable.
   *
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE} if that fails
   */
  public void forceNames() {
    try {
      files.forceNames();
    } catch (IOException e) {
      throw Disk.unusable(layout.root(), "Cannot save artifacts", e);
    }
  }

  /** Says that a record is acknowledged, so that its artifacts need not be held any more. */
  public void named(RunRecord record) {
    files.named(record);
  }

  /**
   * Opens an artifact, be it in the trash.
   *
   * @throws io.metalab.api.MetalabException with {@code NOT_FOUND} if it is not there
   */
  public InputStream open(ArtifactDescriptor artifact) throws IOException {
    return files.open(artifact);
  }

  /** Returns the number of bytes of an artifact, be it in the trash; empty if it is not there. */
  public OptionalLong size(String sha256) throws IOException {
    try {
      return OptionalLong.of(Files.size(new Trash(layout).locate(sha256)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Moves what nobody needs to the trash and empties it; see {@link GarbageCollector}. */
  public GarbageReport collect(
      Referrers referrers, InstantSource clock, GarbagePolicy policy, boolean dryRun)
      throws IOException {
    return new GarbageCollector(layout, referrers, clock, policy, dryRun).collect();
  }

  /** Returns the number of bytes of all files. */
  public long sizeBytes() throws IOException {
    return Disk.exists(layout.root()) ? layout.sizeBytes() : 0;
  }

  /** Lets go of all that was put. */
  public void close() {
    files.close();
  }
}
