package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an index of all segments of records up to date; every method runs alone.
 *
 * <p>Segments of others are read as far as they are whole and their fences allow. Of segments that
 * this process writes only what it acknowledged is read.
 */
final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
  private static final long SAVE_AFTER_BYTES = 4 << 20;

  private final Layout layout;
  private final SegmentFiles files;
  private final Fences fences;
  private final boolean readOnly;
  private final Map<SegmentName, Long> ownEnds = new HashMap<>();
  private volatile CatalogIndex index = new CatalogIndex();
  private boolean loaded;

  Catalog(Layout layout, SegmentFiles files, Fences fences, boolean readOnly) {
    this.layout = layout;
    this.files = files;
    this.fences = fences;
    this.readOnly = readOnly;
  }

  /** What to read of a segment that is new here. */
  private record Found(
      SegmentName name, Extent extent, Instant created, Optional<Sidecar> sidecar) {}

  /** Returns the index with all that has been acknowledged by anyone, as far as can be seen. */
  synchronized CatalogIndex refresh() throws IOException {
    SegmentFiles.Listing present = files.list();
    Map<String, Map<String, Long>> limits = limits();
    if (!follow(present, limits)) {
      index = new CatalogIndex();
    }
    loaded = true;
    List<Found> news = newSegments(present, limits);
    index.table.expect(
        news.stream().flatMap(found -> found.sidecar().stream()).mapToInt(Sidecar::rows).sum());
    for (Found found : news) {
      // At once, so that rows come in the order of segments whether or not they have sidecars.
      scan(open(found), limits);
    }
    for (SegmentState state : index.segments) {
      scan(state, limits);
    }
    return index;
  }

  MetalabException unreadable(IOException e) {
    return Disk.unusable(layout.root(), "Cannot read", e);
  }

  /** Returns the index as the last refresh and this process's own writes left it. */
  CatalogIndex current() {
    return index;
  }

  private Map<String, Map<String, Long>> limits() throws IOException {
    Map<String, Map<String, Long>> limits = new TreeMap<>();
    for (String file : Disk.names(layout.fences())) {
      if (file.endsWith(".len")) {
        String writer = file.substring(0, file.length() - ".len".length());
        fences.lengths(writer).ifPresent(lengths -> limits.put(writer, lengths));
      }
    }
    return limits;
  }

  private static long limit(SegmentName name, Map<String, Map<String, Long>> limits) {
    Map<String, Long> lengths = limits.get(name.writer());
    return lengths == null ? Long.MAX_VALUE : lengths.getOrDefault(name.fileName(), 0L);
  }

  /**
   * Follows segments that have been packed; returns false if the index holds what has since been
   * taken away, or shut out, and must be built anew.
   */
  private boolean follow(SegmentFiles.Listing present, Map<String, Map<String, Long>> limits) {
    for (SegmentState state : index.segments) {
      Optional<Extent> now = present.find(state.name);
      if (now.isEmpty() || state.scannedTo > limit(state.name, limits)) {
        return false;
      }
      Extent extent = now.get();
      if (!extent.equals(state.extent)) {
        boolean longer = state.extent.isPacked() && !extent.isPacked();
        if (longer || state.scannedTo > extent.length()) {
          return false;
        }
        state.extent = extent;
      }
    }
    return true;
  }

  /** Opens the file that a segment is in, or part of. */
  interface Opener<T> {
    T open(Extent extent) throws IOException;
  }

  /**
   * Opens a segment in whatever file it is by now. It may be packed while it is looked for, and the
   * pack again, so it is looked for once more than it can move.
   */
  <T> T open(SegmentState state, Opener<T> opener) throws IOException {
    Extent extent = state.extent;
    for (int moves = 0; moves <= SegmentFiles.LAST_LEVEL; moves++) {
      try {
        return opener.open(extent);
      } catch (NoSuchFileException e) {
        extent = locate(state.name);
      }
    }
    return opener.open(extent);
  }

  private synchronized Extent locate(SegmentName name) throws IOException {
    return files
        .list()
        .find(name)
        .orElseThrow(
            () -> new NoSuchFileException(layout.segments().resolve(name.fileName()).toString()));
  }

  private List<Found> newSegments(
      SegmentFiles.Listing present, Map<String, Map<String, Long>> limits) throws IOException {
    List<Found> found = new ArrayList<>();
    Map<Path, Map<SegmentName, Sidecar>> packs = new HashMap<>();
    for (SegmentName name : present.names()) {
      if (index.byName.containsKey(name)) {
        continue;
      }
      Extent extent = present.find(name).orElseThrow();
      Optional<Sidecar> sidecar =
          ownEnds.containsKey(name) ? Optional.empty() : sidecar(name, extent, packs);
      if (sidecar.isPresent() && sidecar.get().scannedTo() <= limit(name, limits)) {
        found.add(new Found(name, extent, sidecar.get().created(), sidecar));
      } else {
        created(extent).ifPresent(at -> found.add(new Found(name, extent, at, Optional.empty())));
      }
    }
    found.sort(Comparator.comparing(Found::created).thenComparing(Found::name));
    return found;
  }

  private Optional<Sidecar> sidecar(
      SegmentName name, Extent extent, Map<Path, Map<SegmentName, Sidecar>> packs)
      throws IOException {
    if (!extent.isPacked()) {
      return Sidecar.read(layout, name, extent);
    }
    Map<SegmentName, Sidecar> pack = packs.get(extent.file());
    if (pack == null) {
      pack = PackIndex.load(layout, files.pack(extent.file()), !readOnly, index::codeOf);
      packs.put(extent.file(), pack);
    }
    return Optional.ofNullable(pack.get(name));
  }

  private SegmentState open(Found found) {
    SegmentEntries entries = found.sidecar().map(Sidecar::entries).orElseGet(SegmentEntries::new);
    SegmentState state = index.open(found.name(), found.extent(), found.created(), entries);
    if (found.sidecar().isPresent()) {
      state.scannedTo = found.sidecar().get().scannedTo();
      state.savedTo = state.scannedTo;
      state.sealed = found.sidecar().get().sealed();
      index.add(state, entries, 0, 0, 0);
      forgetIfSaved(state);
    }
    return state;
  }

  /** Returns when a segment was begun; empty if its first line is not whole yet. */
  private static Optional<Instant> created(Extent extent) throws IOException {
    try (LineReader reader = new LineReader(extent, 0, Long.MAX_VALUE)) {
      if (!reader.next() || !reader.isValid() || !reader.startsWith(Lines.HEADER)) {
        return Optional.empty();
      }
      var fields = JsonTree.readObject(reader.buffer(), reader.start(), reader.length());
      Object format = fields.get("format");
      if (format instanceof Long version && version > Layout.FORMAT) {
        throw Layout.newer(extent.file().toString(), version);
      }
      if (fields.get("created") instanceof String created) {
        return Optional.of(Instant.parse(created));
      }
      throw new MetalabException(
          ErrorCode.STORE_CORRUPT,
          "The first line of %s does not say when.".formatted(extent.file()));
    }
  }

  private void scan(SegmentState state, Map<String, Map<String, Long>> limits) throws IOException {
    Long ownEnd = ownEnds.get(state.name);
    long limit = Math.min(limit(state.name, limits), ownEnd == null ? Long.MAX_VALUE : ownEnd);
    if (state.sealed
        || state.scannedTo >= limit
        || (ownEnd == null && state.extent.size() <= state.scannedTo)) {
      return;
    }
    int row = state.entries.size;
    int document = state.entries.documents.size();
    int note = state.entries.notes.size();
    SegmentScanner scanner = new SegmentScanner(state.extent, state.entries, index::codeOf);
    boolean read = false;
    try {
      state.scannedTo = scanner.scan(state.scannedTo, limit);
      read = true;
    } finally {
      if (!read) {
        index = new CatalogIndex();
      }
    }
    state.sealed = scanner.isSealed();
    scanner.syncedPart().ifPresent(part -> state.synced = part);
    index.add(state, state.entries, row, document, note);
    if (ownEnd == null) {
      save(state);
    }
  }

  /** A sidecar spares the next reader the work; it is no loss if it cannot be written. */
  private void save(SegmentState state) {
    SegmentState.Synced synced = state.synced;
    boolean worth =
        synced.to() - state.savedTo >= SAVE_AFTER_BYTES
            || (state.sealed && state.savedTo < state.scannedTo);
    if (readOnly || !worth || !state.whole || state.extent.isPacked()) {
      return;
    }
    try {
      SegmentEntries entries =
          state.entries.first(synced.rows(), synced.documents(), synced.notes());
      new Sidecar(state.created, synced.to(), state.sealed, entries)
          .write(layout, state.name, state.extent);
      state.savedTo = synced.to();
      forgetIfSaved(state);
    } catch (IOException e) {
      LOG.debug("No sidecar of {} could be written.", state.name, e);
    }
  }

  private static void forgetIfSaved(SegmentState state) {
    if (state.sealed && state.savedTo == state.scannedTo) {
      state.entries = new SegmentEntries(1);
      state.whole = false;
    }
  }

  /** Tells that this process is about to write a segment. */
  synchronized void own(SegmentName name) {
    ownEnds.put(name, 0L);
  }

  /** Tells that this process is done with a segment. */
  synchronized void disown(SegmentName name) {
    ownEnds.remove(name);
  }

  /**
   * Adds what this process wrote and made durable.
   *
   * @param entries all entries of the segment
   * @param fromRow first new record; {@code fromDoc} and {@code fromNote} alike
   * @param from end of what was added before
   * @param to end of what is added now
   */
  synchronized void committed(
      SegmentName name,
      Path file,
      Instant created,
      SegmentEntries entries,
      int fromRow,
      int fromDoc,
      int fromNote,
      long from,
      long to) {
    ownEnds.put(name, to);
    if (!loaded) {
      return;
    }
    SegmentState state = index.byName.get(name);
    if (state == null && fromRow == 0 && fromDoc == 0 && fromNote == 0) {
      state = index.open(name, Extent.of(file), created, new SegmentEntries(1));
      state.whole = false;
      state.scannedTo = from;
    }
    if (state != null && state.scannedTo >= from) {
      state.whole = false;
      index.add(state, entries, fromRow, fromDoc, fromNote);
      state.scannedTo = to;
    }
  }
}
