package io.metalab.store.file;

import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.store.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves artifacts that nobody needs to the trash and empties it.
 *
 * <p>Holds are read before records, and both again after the moves. A writer says that it holds an
 * artifact before it looks for it, and lets go after a record that names it is there to be read. So
 * a writer that found an artifact before it was moved is seen afterwards, by its hold or by its
 * record, and the artifact goes back; one that looks later stores the bytes anew. Thus what is
 * deleted from the trash nobody relies on, and no order in which several collectors work, stop or
 * die makes a difference.
 */
final class GarbageCollector {
  /** Named like a plan, whose names are digests, so that no plan is ever called so. */
  static final String CLAIM = "garbage";

  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
  private static final int DIGITS = 64;

  private final Layout layout;
  private final Referrers referrers;
  private final Trash trash;
  private final InstantSource clock;
  private final GarbagePolicy policy;
  private final boolean dryRun;
  private Amount trashed = Amount.NONE;
  private Amount restored = Amount.NONE;
  private Amount purged = Amount.NONE;
  private Amount kept = Amount.NONE;
  private Amount held = Amount.NONE;

  GarbageCollector(
      Layout layout,
      Referrers referrers,
      InstantSource clock,
      GarbagePolicy policy,
      boolean dryRun) {
    this.layout = layout;
    this.referrers = referrers;
    this.trash = new Trash(layout);
    this.clock = clock;
    this.policy = policy;
    this.dryRun = dryRun;
  }

  /** What somebody needs. */
  private record Needed(References held, References named) {
    boolean contains(String sha256) {
      return held.contains(sha256) || named.contains(sha256);
    }
  }

  GarbageReport collect() throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Needed needed = needed();
    List<Path> unneeded = unneeded(needed);
    Set<String> moved = new HashSet<>();
    if (dryRun) {
      for (Path file : unneeded) {
        trashed = trashed.plus(Files.size(file));
        count(new Trash.Item(file, file.getFileName().toString(), now), now);
      }
    } else if (!unneeded.isEmpty()) {
      trash.add(unneeded, now);
      unneeded.forEach(file -> moved.add(file.getFileName().toString()));
      needed = needed();
    }
    for (Trash.Item item : trash.items()) {
      try {
        empty(item, needed, moved, now);
      } catch (NoSuchFileException e) {
        LOG.debug("Another process took {}.", item.file());
      }
    }
    if (!dryRun) {
      trash.sweep();
    }
    return new GarbageReport(trashed, restored, purged, kept, held);
  }

  private Needed needed() throws IOException {
    References held = Holds.ofAll(layout);
    References named = new References();
    referrers.addTo(named, !policy.superseded());
    return new Needed(held, named);
  }

  private List<Path> unneeded(Needed needed) throws IOException {
    List<Path> unneeded = new ArrayList<>();
    for (String shard : Disk.names(layout.artifacts())) {
      Path directory = layout.artifacts().resolve(shard);
      for (String sha256 : Disk.names(directory)) {
        boolean isArtifact = sha256.length() == DIGITS && Id.isHex(sha256, DIGITS);
        if (isArtifact && !needed.named().contains(sha256)) {
          Path file = directory.resolve(sha256);
          if (needed.held().contains(sha256)) {
            held = held.plus(Files.size(file));
          } else {
            unneeded.add(file);
          }
        }
      }
    }
    return unneeded;
  }

  private void empty(Trash.Item item, Needed needed, Set<String> moved, Instant now)
      throws IOException {
    long size = Files.size(item.file());
    boolean isNew = moved.contains(item.sha256()) && item.since().equals(now);
    if (needed.contains(item.sha256())) {
      if (!dryRun) {
        trash.restore(item);
      }
      restored = isNew ? restored : restored.plus(size);
      return;
    }
    trashed = isNew ? trashed.plus(size) : trashed;
    count(item, now);
    if (!dryRun && item.isFor(policy.grace(), now)) {
      Trash.purge(item);
    }
  }

  private void count(Trash.Item item, Instant now) throws IOException {
    if (item.isFor(policy.grace(), now)) {
      purged = purged.plus(Files.size(item.file()));
    } else {
      kept = kept.plus(Files.size(item.file()));
    }
  }
}
