package io.metalab.core.frame;

import io.metalab.api.RunId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some runs of a frame, one after the other.
 *
 * @param columns full names of the fields
 * @param rows one value for each field, null where it is null or missing
 * @param runs the ids of the runs
 * @param total number of runs that the question is about
 */
public record FramePage(
    List<String> columns, List<List<@Nullable Object>> rows, List<RunId> runs, long total) {
  public FramePage {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>();
    rows.forEach(row -> copies.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copies);
    runs = List.copyOf(runs);
  }

  /** Returns the last run of the page, behind which the next one begins. */
  public Optional<RunId> last() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
  }
}
