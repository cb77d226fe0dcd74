package io.metalab.store.file;

import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Packs small files of segments whose writers are gone into larger ones.
 *
 * <p>A file goes only when every byte of it that counts is durable in a pack of a higher level, so
 * it does no harm to die anywhere, or to be at it twice at a time.
 */
final class Compactor {
  private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);
  private static final int SMALL_FRACTION = 8;

  private final Layout layout;
  private final Fences fences;
  private final SegmentFiles files;
  private final WritersGone writers;
  private final long packBytes;
  private final boolean cutByFences;

  /**
   * Creates a compactor of the segments of records or those of streams.
   *
   * @param packBytes size from which on a pack is full
   * @param cutByFences whether what a writer wrote after it was shut out does not count
   */
  Compactor(Layout layout, Fences fences, SegmentFiles files, long packBytes, boolean cutByFences) {
    this.layout = layout;
    this.fences = fences;
    this.files = files;
    this.writers = new WritersGone(layout, fences);
    this.packBytes = packBytes;
    this.cutByFences = cutByFences;
  }

  /** A file with segments, the parts of it that count, and how many bytes these have. */
  private record Source(Path file, Map<SegmentName, Extent> parts, long bytes) {}

  /**
   * Packs small segments if there are more than a number of them, then small packs likewise.
   *
   * @param goOn asked before each pack but the first, so that short-lived processes get on, too
   * @return how many files went
   */
  int compact(int segments, int packs, BooleanSupplier goOn) throws IOException {
    int gone = 0;
    for (int level = 0; level < SegmentFiles.LAST_LEVEL; level++) {
      int moreThan = level == 0 ? segments : packs;
      List<Source> small = small(level, moreThan);
      if (small.size() <= moreThan) {
        continue;
      }
      for (List<Source> group : groups(small)) {
        if (gone > 0 && !goOn.getAsBoolean()) {
          return gone;
        }
        gone += pack(group, level + 1);
      }
    }
    return gone;
  }

  private List<Source> small(int level, int moreThan) throws IOException {
    files.list();
    return level == 0 ? smallSegments(moreThan) : smallPacks(level);
  }

  private List<Source> smallSegments(int moreThan) throws IOException {
    Map<SegmentName, Extent> loose = files.loose();
    List<Source> small = new ArrayList<>();
    if (loose.size() <= moreThan) {
      return small;
    }
    for (Map.Entry<SegmentName, Extent> segment : loose.entrySet()) {
      SegmentName name = segment.getKey();
      Extent own = segment.getValue();
      if (own.size() < packBytes / SMALL_FRACTION && writers.isGone(name.writer())) {
        try {
          long length = validLength(own, limit(name));
          Extent part = new Extent(own.file(), 0, length);
          small.add(new Source(own.file(), length == 0 ? Map.of() : Map.of(name, part), length));
        } catch (MetalabException e) {
          // Reading says so to somebody; the file stays as it is.
          LOG.debug("The segment {} is damaged and is not packed.", own.file(), e);
        }
      }
    }
    return small;
  }

  private List<Source> smallPacks(int level) throws IOException {
    List<Source> small = new ArrayList<>();
    for (Pack pack : files.packs(level)) {
      if (pack.sizeBytes() < packBytes / SMALL_FRACTION && isWhole(pack)) {
        small.add(new Source(pack.file(), pack.parts(), pack.sizeBytes()));
      }
    }
    return small;
  }

  private boolean isWhole(Pack pack) throws IOException {
    if (Files.size(pack.file()) != pack.sizeBytes()) {
      return false;
    }
    try {
      for (Extent part : pack.parts().values()) {
        if (validLength(part, Long.MAX_VALUE) != part.length()) {
          return false;
        }
      }
      return true;
    } catch (MetalabException e) {
      LOG.debug("The pack {} is damaged and is not packed again.", pack.file(), e);
      return false;
    }
  }

  private long limit(SegmentName name) throws IOException {
    if (!cutByFences) {
      return Long.MAX_VALUE;
    }
    return fences
        .lengths(name.writer())
        .map(lengths -> lengths.getOrDefault(name.fileName(), 0L))
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Returns the end of the last line that counts.
   *
   * @throws MetalabException if a line is damaged that had been durable
   */
  private static long validLength(Extent extent, long limit) throws IOException {
    long end = 0;
    try (LineReader reader = new LineReader(extent, 0, limit)) {
      while (reader.next()) {
        if (!reader.isValid()) {
          SegmentScanner.checkTorn(extent, reader);
          return end;
        }
        end = reader.end();
      }
    }
    return end;
  }

  private List<List<Source>> groups(List<Source> sources) {
    List<List<Source>> groups = new ArrayList<>();
    long bytes = packBytes;
    for (Source source : sources) {
      if (bytes + source.bytes() > packBytes) {
        groups.add(new ArrayList<>());
        bytes = 0;
      }
      groups.get(groups.size() - 1).add(source);
      bytes += source.bytes();
    }
    return groups;
  }

  private int pack(List<Source> group, int level) throws IOException {
    Map<SegmentName, Extent> wanted = new LinkedHashMap<>();
    Set<Path> holders = new LinkedHashSet<>();
    for (Source source : group) {
      for (Map.Entry<SegmentName, Extent> part : source.parts().entrySet()) {
        Extent there = find(part.getKey(), level);
        if (there != null && isHeldBy(there, part.getValue())) {
          holders.add(there.file().getParent());
        } else {
          wanted.merge(
              part.getKey(),
              part.getValue(),
              (first, other) -> other.length() > first.length() ? other : first);
        }
      }
    }
    if (group.size() == 1 && !wanted.isEmpty()) {
      return 0;
    }
    for (Path holder : holders) {
      // Whoever packed it may have died before the name of the pack was durable.
      Disk.force(holder);
    }
    if (!wanted.isEmpty()) {
      Path pack = new PackWriter(layout).write(wanted, files.packDirectory(level));
      if (cutByFences) {
        index(pack);
      }
    }
    for (Source source : group) {
      Files.deleteIfExists(source.file());
      Files.deleteIfExists(layout.sidecar(source.file().getFileName().toString()));
    }
    return group.size();
  }

  /** Returns a copy in a pack of a level or a higher one, if there is one. */
  private @Nullable Extent find(SegmentName name, int fromLevel) {
    for (int level = fromLevel; level <= SegmentFiles.LAST_LEVEL; level++) {
      for (Pack pack : files.packs(level)) {
        Extent part = pack.parts().get(name);
        if (part != null) {
          return part;
        }
      }
    }
    return null;
  }

  private static boolean isHeldBy(Extent there, Extent part) throws IOException {
    return there.size() >= part.length()
        && Arrays.equals(there.read(0, (int) part.length()), part.read(0, (int) part.length()));
  }

  /** Records of a segment name provenances that it holds itself. */
  private void index(Path file) throws IOException {
    Optional<Pack> pack = Pack.read(file);
    if (pack.isPresent()) {
      PackIndex.load(layout, pack.get(), true, provenance -> "");
    }
  }
}
