package io.metalab.store.file;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps artifacts as files named by their content; safe for use by many threads. */
final class ArtifactFiles {
  private static final int BUFFER = 1 << 16;

  private final Layout layout;
  private final Holds holds;
  private final Trash trash;
  private final ConcurrentMap<Path, PendingNames> shards = new ConcurrentHashMap<>();
  private final AtomicBoolean shardFound = new AtomicBoolean();

  ArtifactFiles(Layout layout) {
    this.layout = layout;
    this.holds = new Holds(layout);
    this.trash = new Trash(layout);
  }

  /**
   * Stores bytes; they are durable at once, their name with the next {@link #forceNames}.
   *
   * @throws IOException if the content cannot be read
   * @throws MetalabException with {@code STORE_UNUSABLE} if it cannot be written
   */
  ArtifactDescriptor put(ArtifactDraft draft, InputStream content) throws IOException {
    Path temporary = layout.temporary();
    try {
      Hasher hasher = Hashing.sha256().newHasher();
      long size = copy(content, temporary, hasher);
      String sha256 = hasher.hash().toString();
      keep(temporary, sha256, size);
      return draft.descriptor(sha256, size);
    } finally {
      delete(temporary);
    }
  }

  private long copy(InputStream content, Path temporary, Hasher hasher) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    OutputStream out = open(temporary);
    try {
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        hasher.putBytes(buffer, 0, count);
        write(out, buffer, count);
        size += count;
      }
    } finally {
      close(out);
    }
    return size;
  }

  private OutputStream open(Path temporary) {
    try {
      if (!Disk.exists(layout.tmp())) {
        layout.createDirectories();
      }
      return Files.newOutputStream(temporary);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void keep(Path temporary, String sha256, long size) {
    Path target = layout.artifact(sha256);
    try {
      holds.hold(sha256);
      if (!isKept(target, size)) {
        Disk.force(temporary);
        Disk.createDirectories(layout.artifactShard(sha256));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    shards.computeIfAbsent(layout.artifactShard(sha256), this::shardNames).add(target);
  }

  private PendingNames shardNames(Path shard) {
    shardFound.set(true);
    return new PendingNames(shard, layout::temporary);
  }

  /** Somebody's copy of another length is a damaged one; it is replaced. */
  private static boolean isKept(Path target, long size) throws IOException {
    try {
      return Files.size(target) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private MetalabException unusable(IOException e) {
    return Disk.unusable(layout.root(), "Cannot save an artifact", e);
  }

  /** Makes the names of all artifacts that were put, or found to be there, durable. */
  void forceNames() throws IOException {
    forceShards();
    for (PendingNames names : shards.values()) {
      names.force();
    }
  }

  /** Shards of this process have durable names from the start; those of one that died may not. */
  private void forceShards() throws IOException {
    if (shardFound.getAndSet(false)) {
      try {
        Disk.force(layout.artifacts());
      } catch (IOException e) {
        shardFound.set(true);
        throw e;
      }
    }
  }

  /** Says that a record is acknowledged, so that its artifacts need not be held any more. */
  void named(RunRecord record) {
    if (!record.artifacts().isEmpty()) {
      holds.named(record);
    }
  }

  /** Lets go of all that was put. */
  void close() {
    holds.close();
  }

  /**
   * Opens an artifact.
   *
   * @throws MetalabException with {@code NOT_FOUND} if it is not there
   */
  InputStream open(ArtifactDescriptor artifact) throws IOException {
    try {
      return Files.newInputStream(layout.artifact(artifact.sha256()));
    } catch (NoSuchFileException e) {
      return openTrashed(artifact);
    }
  }

  /** It may come back from the trash just now. */
  private InputStream openTrashed(ArtifactDescriptor artifact) throws IOException {
    try {
      return Files.newInputStream(trash.locate(artifact.sha256()));
    } catch (NoSuchFileException e) {
      try {
        return Files.newInputStream(layout.artifact(artifact.sha256()));
      } catch (NoSuchFileException again) {
        throw notFound(artifact, again);
      }
    }
  }

  private MetalabException notFound(ArtifactDescriptor artifact, NoSuchFileException e) {
    return new MetalabException(
        ErrorCode.NOT_FOUND,
        "The artifact %s (%s) is not in the store %s. 'metalab verify' lists all that is missing."
            .formatted(artifact.name(), artifact.sha256(), layout.root()),
        e);
  }
}
