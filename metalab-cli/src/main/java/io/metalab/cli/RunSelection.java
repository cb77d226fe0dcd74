package io.metalab.cli;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.cli.output.CliException;
import io.metalab.core.results.Results;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The runs that a command changes: those that are named, all of studies that are named, or those of
 * them for which a condition holds.
 */
public final class RunSelection {
  private final Store store;
  private final List<String> where;
  private final Map<RunId, RunRecord> runs = new LinkedHashMap<>();
  private final Set<String> studies = new LinkedHashSet<>();

  private RunSelection(Store store, List<String> where) {
    this.store = store;
    this.where = List.copyOf(where);
  }

  /**
   * Reads what a command line names.
   *
   * @param subjects studies, and runs as {@link RunRefs} finds them; none for all studies, which
   *     needs a condition
   * @param where conditions on the runs of the studies
   * @throws CliException with {@code NOT_FOUND}, {@code AMBIGUOUS_ID} or {@code USAGE}
   */
  public static RunSelection of(Store store, List<String> subjects, List<String> where) {
    RunSelection selection = new RunSelection(store, where);
    subjects.forEach(selection::add);
    if (!selection.runs.isEmpty() && !where.isEmpty()) {
      throw CliException.usage(
          "--where chooses among the runs of studies; it does not go with runs that are named.",
          "");
    }
    if (subjects.isEmpty() && where.isEmpty()) {
      throw CliException.usage(
          "Name a study or runs, or choose runs by --where.", "metalab ls lists the runs");
    }
    return selection;
  }

  private void add(String text) {
    boolean isStudy =
        Studies.ids(store).stream().anyMatch(id -> id.equals(text) || id.startsWith(text + ":"));
    boolean isRun = RunRefs.isPrefix(text) && !store.findByPrefix(text, 1).isEmpty();
    if (isStudy && isRun) {
      throw new CliException(
          ErrorCode.AMBIGUOUS_ID,
          "'%s' is the name of a study and the start of a run id.".formatted(text),
          "name the study in full, with its version, or type more digits of the id");
    }
    if (isRun || text.indexOf('@') >= 0) {
      RunRecord record = new RunRefs(store).find(text);
      runs.put(record.runId(), record);
    } else if (isStudy || !RunRefs.isPrefix(text)) {
      studies.add(Studies.find(store, text));
    } else {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          "The store holds neither a study nor a run '%s'.".formatted(text),
          "metalab ls");
    }
  }

  /** Hands over the effective record of each run once. */
  public void forEach(Consumer<RunRecord> action) {
    runs.values().stream()
        .filter(run -> !studies.contains(run.experimentId()))
        .forEachOrdered(action);
    if (!studies.isEmpty()) {
      studies.forEach(study -> forEachOf(study, action));
    } else if (runs.isEmpty()) {
      forEachOf("", action);
    }
  }

  private void forEachOf(String study, Consumer<RunRecord> action) {
    Results results = Results.of(store, study);
    for (String expression : where) {
      results = results.where(expression);
    }
    try (Stream<RunRecord> records = results.records()) {
      records.forEachOrdered(action);
    }
  }
}
