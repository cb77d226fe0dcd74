package io.metalab.core.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a frame holds in memory.
 *
 * @param runs number of runs
 * @param columns bytes of each column that is held, by full name
 * @param budgetBytes the most bytes that columns may take up between questions
 * @param scanned columns that did not fit and were read from the store for one question each
 * @param incremental whether a refresh reads changes alone
 */
public record FrameInfo(
    long runs,
    Map<String, Long> columns,
    long budgetBytes,
    List<String> scanned,
    boolean incremental) {
  public FrameInfo {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    scanned = List.copyOf(scanned);
  }

  /** Returns the bytes of all columns that are held. */
  public long sizeBytes() {
    return columns.values().stream().mapToLong(Long::longValue).sum();
  }
}
