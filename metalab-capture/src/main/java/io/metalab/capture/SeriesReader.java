package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the series of one attempt while it runs or afterwards, a few thousand points at a time.
 *
 * <p>Each method starts anew and sees what has been appended by then; points come in the order in
 * which they were captured. All throw {@link io.metalab.api.MetalabException} with STORE_CORRUPT
 * and the number of the line if a line is damaged.
 */
public final class SeriesReader {
  private final Store store;
  private final StreamKey stream;

  /** Creates a reader. */
  public SeriesReader(Store store, RunId runId, int attempt) {
    this.store = requireNonNull(store, "store");
    this.stream = new StreamKey(runId, attempt, StreamKey.Kind.SERIES);
  }

  /** Returns the names of the series, in order of first capture; reads all of them. */
  public List<String> names() {
    return List.copyOf(summaries().keySet());
  }

  /** Returns what there is, by name in order of first capture; reads all of it. */
  public Map<String, SeriesSummary> summaries() {
    Map<String, SeriesSummary> summaries = new LinkedHashMap<>();
    forEachChunk(
        chunk -> {
          SeriesPoint last = chunk.point(chunk.size() - 1);
          SeriesSummary before = summaries.get(chunk.name());
          long points = chunk.size() + (before == null ? 0 : before.points());
          summaries.put(chunk.name(), new SeriesSummary(chunk.name(), points, last));
        });
    return Collections.unmodifiableMap(summaries);
  }

  /**
   * Returns the points of a series, read as the stream advances; none if there is no such series.
   */
  public Stream<SeriesPoint> points(String name) {
    requireNonNull(name, "name");
    return StreamSupport.stream(new SeriesLines(store, stream).spliterator(), false)
        .filter(chunk -> chunk.name().equals(name))
        .flatMap(SeriesChunk::points);
  }

  /** Returns the point of a series that was captured last. */
  public Optional<SeriesPoint> last(String name) {
    return Optional.ofNullable(summaries().get(name)).map(SeriesSummary::last);
  }

  /** Hands over all points of all series, piece by piece. */
  public void forEachChunk(Consumer<SeriesChunk> consumer) {
    new SeriesLines(store, stream).forEach(consumer);
  }

  /** Returns the points of each series in memory; for series known to be small. */
  public Map<String, List<SeriesPoint>> readAll() {
    Map<String, List<SeriesPoint>> all = new LinkedHashMap<>();
    forEachChunk(
        chunk ->
            chunk.points().forEach(all.computeIfAbsent(chunk.name(), n -> new ArrayList<>())::add));
    return all;
  }
}
