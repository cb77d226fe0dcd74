package io.metalab.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deletes what processes left behind that are certainly dead, and what nobody looks at any more.
 *
 * <p>Fences stay: a copy of the store may bring back what they shut out. The claim of the highest
 * epoch of a chunk stays, too: deleting it would let two controllers take the chunk at once.
 */
final class Leftovers {
  private static final Pattern CLAIM = Pattern.compile("(.+)\\.([0-9]{1,18})");

  private final Layout layout;
  private final SegmentFiles records;

  Leftovers(Layout layout, SegmentFiles records) {
    this.layout = layout;
    this.records = records;
  }

  void sweep() throws IOException {
    sweepLeases();
    sweepOf(layout.tmp());
    sweepOf(layout.holds());
    sweepClaims();
    sweepSidecars();
  }

  private void sweepLeases() throws IOException {
    for (String writer : Disk.names(layout.writers())) {
      Path lease = layout.writers().resolve(writer);
      if (owner(lease).filter(Owner::isDead).isPresent()) {
        Files.deleteIfExists(lease);
      }
    }
  }

  private static Optional<Owner> owner(Path lease) throws IOException {
    try {
      return Owner.parse(Files.readAllBytes(lease));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // given back meanwhile
    }
  }

  /** Deletes files that are named by a process that is dead. */
  private static void sweepOf(Path directory) throws IOException {
    for (String name : Disk.names(directory)) {
      Optional<Owner> owner = ProcessTag.owner(name);
      if (owner.isPresent() && owner.get().isDead()) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
  }

  /** Of a chunk only the claim of the highest epoch says who holds it. */
  private void sweepClaims() throws IOException {
    Map<String, Long> highest = new HashMap<>();
    List<String> names = Disk.names(layout.claims());
    for (String name : names) {
      Matcher claim = CLAIM.matcher(name);
      if (claim.matches()) {
        highest.merge(claim.group(1), Long.parseLong(claim.group(2)), Math::max);
      }
    }
    for (String name : names) {
      Matcher claim = CLAIM.matcher(name);
      if (claim.matches()
          && Long.parseLong(claim.group(2)) < highest.getOrDefault(claim.group(1), 0L)) {
        Files.deleteIfExists(layout.claims().resolve(name));
      }
    }
  }

  /** A sidecar is listed before what it belongs to, which is there before it. */
  private void sweepSidecars() throws IOException {
    List<String> sidecars = Disk.names(layout.index());
    Set<String> wanted = new HashSet<>();
    for (Path file : records.files()) {
      wanted.add(layout.sidecar(file.getFileName().toString()).getFileName().toString());
    }
    for (String sidecar : sidecars) {
      if (!wanted.contains(sidecar)) {
        Files.deleteIfExists(layout.index().resolve(sidecar));
      }
    }
  }
}
