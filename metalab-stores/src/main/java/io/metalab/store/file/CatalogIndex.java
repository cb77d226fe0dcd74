package io.metalab.store.file;

import io.metalab.api.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where everything is that the segments hold; for use while the catalog is locked, except for
 * {@link #removedUpTo}.
 */
final class CatalogIndex {
  /** Where a document is. */
  record DocumentPlace(SegmentState segment, SegmentEntries.Document document) {}

  /** Where an annotation is. */
  record NotePlace(SegmentState segment, SegmentEntries.Note note) {}

  private static final Comparator<DocumentPlace> FIRST_PUT =
      Comparator.comparing((DocumentPlace place) -> place.document().stored())
          .thenComparing(place -> place.segment().name)
          .thenComparing(place -> place.document().offset());
  private static final Comparator<NotePlace> FIRST_ADDED =
      Comparator.comparing((NotePlace place) -> place.note().at())
          .thenComparing(place -> place.segment().name)
          .thenComparing(place -> place.note().offset());

  /** Tells this index, whose rows are numbered in the order in which it met them, from others. */
  final String name = UUID.randomUUID().toString();

  final RunTable table = new RunTable(this::comparePlaces);
  final ComputationIndex computations = new ComputationIndex(table);
  final List<SegmentState> segments = new ArrayList<>();
  final Map<SegmentName, SegmentState> byName = new HashMap<>();
  final List<SegmentEntries.Kind> kinds = new ArrayList<>();
  private final Map<SegmentEntries.Kind, Integer> kindNumbers = new HashMap<>();
  private final Map<String, DocumentPlace> documents = new LinkedHashMap<>();
  private final Map<RunId, List<NotePlace>> notes = new HashMap<>();
  private final Map<Id, Integer> removals = new ConcurrentHashMap<>();
  private final Map<Id, NotePlace> removalPlaces = new LinkedHashMap<>();

  private int comparePlaces(int segment, int offset, int otherSegment, int otherOffset) {
    return segment == otherSegment
        ? Integer.compare(offset, otherOffset)
        : segments.get(segment).name.compareTo(segments.get(otherSegment).name);
  }

  SegmentState open(SegmentName name, Extent extent, Instant created, SegmentEntries e) {
    SegmentState state = new SegmentState(segments.size(), name, extent, created, e);
    segments.add(state);
    byName.put(name, state);
    return state;
  }

  /** Adds the entries of a segment from the given ones on. */
  void add(SegmentState state, SegmentEntries entries, int fromRow, int fromDoc, int fromNote) {
    int[] global = new int[entries.kinds.size()];
    for (int i = 0; i < global.length; i++) {
      global[i] = kindNumbers.computeIfAbsent(entries.kinds.get(i), this::newKind);
    }
    table.expect(entries.size - fromRow);
    for (int row = fromRow; row < entries.size; row++) {
      if (removals.isEmpty() || !isRemoved(entries, row)) {
        table.add(state.index, entries, row, global[entries.kindOf[row]]);
      }
    }
    for (int i = fromDoc; i < entries.documents.size(); i++) {
      DocumentPlace place = new DocumentPlace(state, entries.documents.get(i));
      documents.merge(
          place.document().sha256() + ' ' + place.document().kind(),
          place,
          (known, other) -> FIRST_PUT.compare(known, other) <= 0 ? known : other);
    }
    for (int i = fromNote; i < entries.notes.size(); i++) {
      addNote(new NotePlace(state, entries.notes.get(i)));
    }
  }

  private int newKind(SegmentEntries.Kind kind) {
    kinds.add(kind);
    return kinds.size() - 1;
  }

  private boolean isRemoved(SegmentEntries entries, int row) {
    return SegmentEntries.attempt(entries.states[row]) <= removals.getOrDefault(entries.id(row), 0);
  }

  private void addNote(NotePlace place) {
    RunId run = place.note().run();
    int head = table.find(Id.of(run));
    if (head != RunTable.NONE) {
      table.touches().add(head);
    }
    if (!place.note().removes()) {
      notes.computeIfAbsent(run, id -> new ArrayList<>()).add(place);
      return;
    }
    removals.merge(Id.of(run), place.note().attempt(), Math::max);
    removalPlaces.putIfAbsent(Id.of(run), place);
    if (head != RunTable.NONE) {
      table.remove(head, place.note().attempt());
    }
  }

  /** Returns the highest attempt at a run that was removed, or 0. */
  int removedUpTo(RunId run) {
    return removals.isEmpty() ? 0 : removals.getOrDefault(Id.of(run), 0);
  }

  /** Returns where a removal of a run is, or none. */
  List<NotePlace> removal(RunId run) {
    NotePlace place = removalPlaces.get(Id.of(run));
    return place == null ? List.of() : List.of(place);
  }

  /** Returns the runs that anything is known of: those of rows, then those only removed. */
  Iterator<RunId> runs() {
    Stream<Id> rows = IntStream.range(0, table.size()).filter(table::isHead).mapToObj(table::id);
    List<Id> onlyRemoved =
        removalPlaces.keySet().stream().filter(id -> table.find(id) == RunTable.NONE).toList();
    return Stream.concat(rows, onlyRemoved.stream()).map(Id::toRunId).iterator();
  }

  boolean hasNotes() {
    return !notes.isEmpty();
  }

  /** Returns the annotations of a run that count, in the order in which they were made. */
  List<NotePlace> notes(RunId run) {
    List<NotePlace> places = notes.get(run);
    if (places == null) {
      return List.of();
    }
    int removed = removedUpTo(run);
    return places.stream()
        .filter(place -> place.note().attempt() > removed)
        .sorted(FIRST_ADDED)
        .toList();
  }

  /** Returns where a document of this digest is, of whatever kind, or none. */
  List<DocumentPlace> documents(String sha256) {
    return documents.values().stream()
        .filter(place -> place.document().sha256().equals(sha256))
        .limit(1)
        .toList();
  }

  /** Returns where a document is, or none. */
  List<DocumentPlace> document(String sha256, String kind) {
    DocumentPlace place = documents.get(sha256 + ' ' + kind);
    return place == null ? List.of() : List.of(place);
  }

  List<DocumentPlace> documents(Predicate<String> kind) {
    return documents.values().stream()
        .filter(place -> kind.test(place.document().kind()))
        .sorted(FIRST_PUT)
        .toList();
  }

  /** Returns the code digest of a provenance, or empty. */
  String codeOf(String provenance) {
    DocumentPlace place = documents.get(provenance + ' ' + ProvenanceText.KIND);
    return place == null ? "" : place.document().code();
  }

  /** Returns the smallest ids that start with these hex digits. */
  List<RunId> findByPrefix(String prefix, int limit) {
    TreeSet<Id> found = new TreeSet<>();
    if (prefix.length() > 64 || !Id.isHex(prefix, prefix.length())) {
      return List.of();
    }
    int bits = 4 * Math.min(16, prefix.length());
    long mask = bits == 0 ? 0 : -1L << (64 - bits);
    long wanted = Id.prefix((prefix + "0".repeat(16)).substring(0, 16));
    for (int row = 0; row < table.size(); row++) {
      if ((table.idPrefix(row) & mask) == wanted
          && table.isHead(row)
          && table.effective(row) != RunTable.NONE) {
        Id id = table.id(row);
        if (prefix.length() <= 16 || id.toRunId().hex().startsWith(prefix)) {
          found.add(id);
          if (found.size() > limit) {
            found.pollLast();
          }
        }
      }
    }
    return found.stream().map(Id::toRunId).toList();
  }
}
