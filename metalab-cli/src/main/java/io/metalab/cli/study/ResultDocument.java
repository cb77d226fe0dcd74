package io.metalab.cli.study;

import io.metalab.api.RunId;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.results.DerivedUpdate;
import io.metalab.core.run.Ending;
import io.metalab.core.run.FailureGroup;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.StudyResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a study ended, as the document that {@code --json} prints. */
final class ResultDocument {
  private static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private ResultDocument() {}

  /** Returns the names of its fields. */
  static Set<String> fields() {
    StudyResult nothing =
        new StudyResult(Ending.COMPLETE, NONE, List.of(), DerivedUpdate.NONE, Duration.ZERO);
    return of("", "", nothing, "", "", ExitCode.OK).keySet();
  }

  static Map<String, Object> of(
      String study, String store, StudyResult result, String why, String next, int exitCode) {
    RunCounts counts = result.counts();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("study", study);
    data.put("store", store);
    data.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
    data.put("total", counts.total());
    data.put("duplicates", counts.duplicates());
    data.put("reused", counts.reused());
    data.put("stale", counts.stale());
    data.put("skipped", counts.skipped());
    data.put("ok", counts.ok());
    data.put("failed", counts.failed());
    data.put("cancelled", counts.cancelled());
    data.put("left", counts.todo() + counts.running());
    data.put("wall", result.wall());
    data.put("failures", result.failures().stream().map(ResultDocument::group).toList());
    data.put("derived", derived(result.derived()));
    data.put("stopped_by", why.toLowerCase(Locale.ROOT));
    data.put("continue", next);
    data.put("exit_code", exitCode);
    return data;
  }

  private static Map<String, Object> group(FailureGroup group) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", group.type());
    data.put("message", group.message());
    data.put("place", group.place());
    data.put("count", group.count());
    data.put("fingerprint", group.fingerprint());
    data.put("runs", group.examples().stream().map(RunId::hex).toList());
    return data;
  }

  private static Map<String, Object> derived(DerivedUpdate derived) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("updated", derived.updated());
    data.put("problems", derived.problems().stream().map(ResultDocument::problem).toList());
    return data;
  }

  private static Map<String, Object> problem(DerivedUpdate.Problem problem) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("group", problem.group());
    data.put("message", problem.message());
    data.put("count", problem.runs());
    data.put("run", problem.example().hex());
    return data;
  }
}
