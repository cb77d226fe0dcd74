package io.metalab.store.archive;

import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.RunHistory;
import io.metalab.api.store.StoredRun;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The runs of an archive: an index of all in memory, some hundred bytes a run, and one entry of
 * runs at a time. Safe for use by many threads.
 */
final class ArchiveRuns {
  /** What the index keeps of a run. */
  record Place(
      RunId runId, String experimentId, Optional<StoredRun> stored, int block, int offset) {}

  private final ArchiveInput input;
  private final Map<RunId, Place> places = new LinkedHashMap<>();
  private final Map<String, Provenance> provenances = new HashMap<>();
  private int blockNumber = -1;
  private byte[] block = new byte[0];

  /**
   * Reads the index.
   *
   * @throws io.metalab.api.MetalabException with {@code STORE_CORRUPT} at a damaged entry
   */
  ArchiveRuns(ArchiveInput input) {
    this.input = input;
    lines(input.read(Entries.PROVENANCES)).forEach(this::addProvenance);
    Map<Object, Object> shared = new HashMap<>();
    for (int number = 0; input.sums().containsKey(Entries.runs(number)); number++) {
      byte[] bytes = input.read(Entries.runs(number));
      for (int at = 0; at < bytes.length; ) {
        ArchivedRun run = ArchivedRun.at(bytes, at);
        String experiment = (String) shared.computeIfAbsent(run.experimentId(), key -> key);
        Optional<StoredRun> stored =
            run.stored().map(value -> (StoredRun) shared.computeIfAbsent(value, key -> key));
        places.put(run.runId(), new Place(run.runId(), experiment, stored, number, at));
        at = run.end(bytes);
      }
    }
  }

  private void addProvenance(byte[] line) {
    Map<String, @Nullable Object> fields = JsonTree.readObject(line, 0, line.length);
    if (fields.get("provenance") instanceof String sha256
        && fields.get("values") instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      given.forEach((key, value) -> values.put((String) key, value));
      provenances.put(sha256, new Provenance(values));
    }
  }

  /** Splits text into its lines. */
  static List<byte[]> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** Returns all runs in the order of the archive, those that were removed included. */
  Iterable<Place> all() {
    return places.values();
  }

  Optional<Place> find(RunId run) {
    return Optional.ofNullable(places.get(run));
  }

  RunHistory history(Place place) {
    byte[] bytes = block(place.block());
    return ArchivedRun.at(bytes, place.offset()).history(bytes, this::provenance);
  }

  /** Returns where the pieces of a stream are, in order. */
  List<StreamPlaces.Piece> pieces(StreamKey stream) {
    Optional<Place> place = find(stream.runId());
    if (place.isEmpty()) {
      return List.of();
    }
    byte[] bytes = block(place.get().block());
    ArchivedRun run = ArchivedRun.at(bytes, place.get().offset());
    List<RunRecord> records = run.history(bytes, digest -> Provenance.NONE).attempts();
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).attempt() == stream.attempt()) {
        StreamPlaces places = run.streams().get(i);
        return stream.kind() == StreamKey.Kind.LOG ? places.log() : places.series();
      }
    }
    return List.of();
  }

  /** Returns the histories of an experiment, or of all, in the order of the archive. */
  Stream<RunHistory> histories(String experimentId) {
    List<Place> wanted = new ArrayList<>();
    for (Place place : places.values()) {
      if (experimentId.isEmpty() || place.experimentId().equals(experimentId)) {
        wanted.add(place);
      }
    }
    return StreamSupport.stream(new Histories(wanted), false);
  }

  private Provenance provenance(String sha256) {
    return provenances.getOrDefault(sha256, Provenance.NONE);
  }

  private synchronized byte[] block(int number) {
    if (number != blockNumber) {
      block = input.read(Entries.runs(number));
      blockNumber = number;
    }
    return block;
  }

  private final class Histories extends Spliterators.AbstractSpliterator<RunHistory> {
    private final List<Place> wanted;
    private int next;

    Histories(List<Place> wanted) {
      super(wanted.size(), Spliterator.ORDERED | Spliterator.NONNULL);
      this.wanted = wanted;
    }

    @Override
    public boolean tryAdvance(Consumer<? super RunHistory> action) {
      if (next == wanted.size()) {
        return false;
      }
      action.accept(history(wanted.get(next++)));
      return true;
    }
  }
}
