package io.metalab.store;

import com.google.common.hash.Hashing;
import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Artifacts by content, since when some are in the trash, and how often each was put but not named
 * yet; for many threads.
 */
final class MemoryArtifacts {
  private final InstantSource clock;
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final Map<String, Instant> trashed = new HashMap<>();
  private final Map<String, Integer> held = new HashMap<>();

  MemoryArtifacts(InstantSource clock) {
    this.clock = clock;
  }

  ArtifactDescriptor put(ArtifactDraft draft, InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    String sha256 = Hashing.sha256().hashBytes(bytes).toString();
    synchronized (this) {
      held.merge(sha256, 1, Integer::sum);
      contents.putIfAbsent(sha256, bytes);
      trashed.remove(sha256);
    }
    return draft.descriptor(sha256, bytes.length);
  }

  /** Says that a record that names its artifacts is stored. */
  synchronized void named(RunRecord record) {
    for (ArtifactDescriptor artifact : record.artifacts()) {
      held.computeIfPresent(artifact.sha256(), (sha256, puts) -> puts == 1 ? null : puts - 1);
    }
  }

  synchronized InputStream open(ArtifactDescriptor artifact) {
    byte[] bytes = contents.get(artifact.sha256());
    if (bytes == null) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The artifact %s (%s) is not in this store."
              .formatted(artifact.name(), artifact.sha256()));
    }
    return new ByteArrayInputStream(bytes);
  }

  synchronized boolean holds(String sha256) {
    return contents.containsKey(sha256);
  }

  synchronized int count() {
    return contents.size();
  }

  synchronized GarbageReport collect(GarbagePolicy policy, boolean dryRun, References references) {
    Instant now = clock.instant();
    Amount moved = Amount.NONE;
    Amount restored = Amount.NONE;
    Amount purged = Amount.NONE;
    Amount kept = Amount.NONE;
    Amount onlyHeld = Amount.NONE;
    Map<String, Instant> stillTrashed = new HashMap<>();
    Set<String> gone = new HashSet<>();
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      String sha256 = content.getKey();
      long size = content.getValue().length;
      boolean isTrashed = trashed.containsKey(sha256);
      boolean isNamed = references.contains(sha256);
      if (isNamed || held.containsKey(sha256)) {
        restored = isTrashed ? restored.plus(size) : restored;
        onlyHeld = isNamed ? onlyHeld : onlyHeld.plus(size);
        continue;
      }
      Instant since = trashed.getOrDefault(sha256, now);
      moved = isTrashed ? moved : moved.plus(size);
      if (since.plus(policy.grace()).isAfter(now)) {
        kept = kept.plus(size);
        stillTrashed.put(sha256, since);
      } else {
        purged = purged.plus(size);
        gone.add(sha256);
      }
    }
    if (!dryRun) {
      contents.keySet().removeAll(gone);
      trashed.clear();
      trashed.putAll(stillTrashed);
    }
    return new GarbageReport(moved, restored, purged, kept, onlyHeld);
  }
}
