package io.metalab.store.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the segments of records, or those of streams: files of their own and parts of packs. Safe
 * for use by many threads.
 *
 * <p>What is packed goes from the segments to packs of level 1, and from those to packs of level 2,
 * and is deleted behind only when it is durable there. They are listed in this order, so whatever
 * moves meanwhile is seen, perhaps twice. Of several copies the longest counts: all begin alike.
 */
final class SegmentFiles {
  /** The level of packs that are not packed again. */
  static final int LAST_LEVEL = 2;

  private final Layout layout;
  private final Path directory;
  private final Map<Path, Pack> known = new HashMap<>();
  private List<Path> listed = List.of();
  private Map<SegmentName, Extent> packed = Map.of();

  private SegmentFiles(Layout layout, Path directory) {
    this.layout = layout;
    this.directory = directory;
  }

  static SegmentFiles ofRecords(Layout layout) {
    return new SegmentFiles(layout, layout.segments());
  }

  static SegmentFiles ofStreams(Layout layout) {
    return new SegmentFiles(layout, layout.streams());
  }

  /** All segments at one time. */
  record Listing(Map<SegmentName, Extent> loose, Map<SegmentName, Extent> packed) {
    Optional<Extent> find(SegmentName name) {
      Extent own = loose.get(name);
      return Optional.ofNullable(own == null ? packed.get(name) : own);
    }

    Set<SegmentName> names() {
      Set<SegmentName> names = new TreeSet<>(loose.keySet());
      names.addAll(packed.keySet());
      return names;
    }
  }

  /** Returns where every segment is now. */
  synchronized Listing list() throws IOException {
    Map<SegmentName, Extent> loose = loose();
    List<Path> files = packFiles();
    if (!files.equals(listed) || !known.keySet().containsAll(files)) {
      packed = merge(files);
      listed = files;
    }
    for (SegmentName name : List.copyOf(loose.keySet())) {
      Extent part = packed.get(name);
      if (part != null && !isLonger(Objects.requireNonNull(loose.get(name), "own"), part)) {
        loose.remove(name);
      }
    }
    return new Listing(loose, packed);
  }

  /** Returns the segments that have files of their own. */
  Map<SegmentName, Extent> loose() throws IOException {
    Map<SegmentName, Extent> loose = new TreeMap<>();
    for (String file : Disk.names(directory)) {
      SegmentName.parse(file)
          .ifPresent(name -> loose.put(name, Extent.of(directory.resolve(file))));
    }
    return loose;
  }

  /** Returns how many segments have files of their own. */
  int looseCount() throws IOException {
    return loose().size();
  }

  /** Returns all files with segments. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    loose().values().forEach(extent -> files.add(extent.file()));
    files.addAll(packFiles());
    return files;
  }

  private static boolean isLonger(Extent own, Extent part) throws IOException {
    try {
      return own.size() > part.length();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private List<Path> packFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int level = 1; level <= LAST_LEVEL; level++) {
      files.addAll(packFiles(level));
    }
    return files;
  }

  private List<Path> packFiles(int level) throws IOException {
    Path packs = packDirectory(level);
    List<Path> files = new ArrayList<>();
    for (String file : Disk.names(packs)) {
      if (Pack.isName(file)) {
        files.add(packs.resolve(file));
      }
    }
    return files;
  }

  private Map<SegmentName, Extent> merge(List<Path> files) throws IOException {
    known.keySet().retainAll(files);
    Map<SegmentName, Extent> merged = new HashMap<>();
    for (Path file : files) {
      for (Map.Entry<SegmentName, Extent> part : parts(file).entrySet()) {
        merged.merge(
            part.getKey(),
            part.getValue(),
            (first, other) -> other.length() > first.length() ? other : first);
      }
    }
    return merged;
  }

  private Map<SegmentName, Extent> parts(Path file) throws IOException {
    Pack pack = known.get(file);
    if (pack == null) {
      Optional<Pack> read = Pack.read(file);
      read.ifPresent(found -> known.put(file, found));
      return read.map(Pack::parts).orElse(Map.of());
    }
    return pack.parts();
  }

  /** Returns a pack that a listing named. */
  synchronized Pack pack(Path file) throws IOException {
    Pack pack = known.get(file);
    if (pack == null) {
      throw new NoSuchFileException(file.toString());
    }
    return pack;
  }

  /** Returns the packs of a level that the last listing named. */
  synchronized List<Pack> packs(int level) {
    return listed.stream()
        .filter(file -> packDirectory(level).equals(file.getParent()))
        .flatMap(file -> Optional.ofNullable(known.get(file)).stream())
        .toList();
  }

  /** Returns the directory of the packs of a level. */
  Path packDirectory(int level) {
    return layout.packs(directory.getFileName() + "-" + level);
  }
}
