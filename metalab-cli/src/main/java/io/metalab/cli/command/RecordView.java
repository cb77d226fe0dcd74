package io.metalab.cli.command;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredState;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.RunLinks;
import io.metalab.core.run.RunErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run with all its attempts, as a document and for people. */
record RecordView(
    RunRecord record, List<RunRecord> attempts, RunLinks links, List<StoredState> saved) {
  Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = document(record);
    LinksView.addTo(data, links);
    data.put("saved", SavedWorkView.data(saved));
    data.put("superseded", attempts.stream().skip(1).map(RecordView::document).toList());
    return data;
  }

  private static Map<String, @Nullable Object> document(RunRecord record) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", record.runId().hex());
    data.put("study", record.experimentId());
    data.put("stage", record.stage().isEmpty() ? null : record.stage());
    data.put("status", record.status().wireName());
    data.put("attempt", record.attempt());
    data.put("operation", record.operation());
    data.put("case", record.caseId());
    data.put("params", record.params().asMap());
    data.put("seed", record.seeds().root());
    data.put(
        "replicate",
        record.seeds().findReplicate().isPresent() ? record.seeds().replicate() : null);
    data.put("started", record.started());
    data.put("finished", record.status().isFinished() ? record.finished() : null);
    data.put("duration", isTimed(record) ? record.duration() : null);
    data.put("metrics", record.metrics());
    data.put("derived", record.derived());
    data.put("timings", record.timings());
    data.put("artifacts", record.artifacts().stream().map(RecordView::artifact).toList());
    data.put("tags", record.tags());
    data.put("notes", record.notes());
    data.put("error", record.error().isNone() ? null : error(record.error()));
    data.put("result_digest", record.resultDigest());
    data.put("computation", record.computation());
    data.put("identity", record.identity());
    data.put("provenance", record.provenance().values());
    return data;
  }

  private static Map<String, Object> artifact(ArtifactDescriptor artifact) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", artifact.name());
    data.put("size_bytes", artifact.sizeBytes());
    data.put("media_type", artifact.mediaType());
    data.put("serializer", artifact.serializer());
    data.put("sha256", artifact.sha256());
    data.put("metadata", artifact.metadata());
    return data;
  }

  private static Map<String, Object> error(RunError error) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", error.type());
    data.put("message", error.message());
    data.put("fingerprint", error.fingerprint());
    data.put("stack_trace", error.stackTrace());
    return data;
  }

  /**
   * Shows the run to people.
   *
   * @param debug whether to show stack traces of metalab's own code, too
   */
  void show(Terminal terminal, boolean debug) {
    String status = Statuses.painted(terminal, record.status());
    terminal.outFolded(
        "%s  %s  attempt %d"
            .formatted(
                terminal.paint(Colour.BOLD, record.runId().hex()), status, record.attempt()));
    terminal.outFolded(
        "%s%s  %s  %s"
            .formatted(
                record.experimentId(),
                record.stage().isEmpty() ? "" : "  stage " + record.stage(),
                Show.operation(record.operation()),
                when()));
    section(terminal, "params", shown(record.params().asMap()));
    record
        .seeds()
        .findReplicate()
        .ifPresentOrElse(
            replicate ->
                terminal.out(
                    "seed       %s  replicate %d".formatted(record.seeds().root(), replicate)),
            () -> terminal.out("seed       " + record.seeds().root()));
    section(terminal, "metrics", shown(record.metrics()));
    section(terminal, "derived", shown(record.derived()));
    section(terminal, "artifacts", artifacts());
    LinksView.show(links, terminal);
    SavedWorkView.showContinued(record.provenance(), terminal);
    SavedWorkView.show(saved, record.status(), terminal);
    section(terminal, "timings", timings());
    if (!record.tags().isEmpty()) {
      terminal.out("tags       " + String.join(" ", record.tags()));
    }
    for (String note : record.notes()) {
      List<String> lines = note.lines().map(Show::printable).toList();
      for (int i = 0; i < lines.size(); i++) {
        terminal.outFolded((i == 0 ? "note       " : "           ") + lines.get(i));
      }
    }
    for (RunRecord other : attempts.subList(Math.min(1, attempts.size()), attempts.size())) {
      terminal.out(
          "superseded attempt %d  %s  %s"
              .formatted(other.attempt(), other.status().wireName(), Show.date(other.started())));
    }
    if (!record.error().isNone()) {
      String trace = record.error().stackTrace().stripTrailing();
      // Its first line tells type and message once more, unless it is no stack trace.
      boolean repeats = trace.lines().findFirst().orElse("").contains(record.error().type());
      terminal.out(
          terminal.paint(Colour.RED, record.error().type()) + ": " + record.error().message());
      if (debug || !isOfMetalabAlone(record.error())) {
        trace.lines().skip(repeats ? 1 : 0).forEach(terminal::out);
      }
    }
  }

  /** Where metalab waited for a command, for example, says nothing about the command. */
  private static boolean isOfMetalabAlone(RunError error) {
    return error.stackTrace().contains("\tat ") && RunErrors.place(error).isEmpty();
  }

  private String when() {
    String started = "started " + Show.date(record.started());
    return isTimed(record) ? started + "  took " + Show.duration(record.duration()) : started;
  }

  /** Nobody knows how long a lost run took. */
  private static boolean isTimed(RunRecord record) {
    return record.status().isFinished() && record.status() != RunStatus.LOST;
  }

  private static Map<String, String> shown(Map<String, ? extends @Nullable Object> values) {
    Map<String, String> lines = new LinkedHashMap<>();
    values.forEach((name, value) -> lines.put(name, Show.value(value)));
    return lines;
  }

  private Map<String, String> artifacts() {
    Map<String, String> lines = new LinkedHashMap<>();
    for (ArtifactDescriptor artifact : record.artifacts()) {
      lines.put(artifact.name(), Show.bytes(artifact.sizeBytes()) + "  " + artifact.mediaType());
    }
    return lines;
  }

  private Map<String, String> timings() {
    Map<String, String> lines = new LinkedHashMap<>();
    record.timings().forEach((name, duration) -> lines.put(name, Show.duration(duration)));
    return lines;
  }

  private static void section(Terminal terminal, String title, Map<String, String> lines) {
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> names = new ArrayList<>(lines.keySet());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      terminal.out(
          "%-10s %s  %s"
              .formatted(
                  i == 0 ? title : "", name + " ".repeat(width - name.length()), lines.get(name))
              .stripTrailing());
    }
  }
}
