package io.metalab.cli.command;

import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.store.transfer.TransferReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what transfers did, or would do; exit code 3 if something contradicts itself. */
final class TransferView {
  private final boolean dryRun;
  private final List<Map<String, Object>> data = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  TransferView(boolean dryRun) {
    this.dryRun = dryRun;
  }

  /** Adds a transfer. */
  void add(String source, TransferReport report) {
    data.add(data(source, report));
    findings.addAll(report.findings());
    lines.add("%s: %s".formatted(source, what(report)));
    if (report.streamsLeftOut() > 0) {
      lines.add(
          "  %s stayed behind: the target has others of the same attempts"
              .formatted(Show.count(report.streamsLeftOut(), "stream") + " of logs and series"));
    }
    if (!report.running().isEmpty()) {
      lines.add(
          "  %s; the same command takes what is missing later"
              .formatted(RunningText.of(report.running())));
    }
  }

  private String what(TransferReport report) {
    String runs = Show.count(report.runs(), "run") + " looked at, ";
    if (report.isNothingNew()) {
      return runs + "nothing new";
    }
    List<String> parts = new ArrayList<>();
    part(parts, report.attempts(), "record");
    part(parts, report.artifacts().artifacts(), "artifact");
    part(parts, report.edits(), "annotation");
    part(parts, report.removals(), "removal");
    part(parts, report.documents(), "document");
    return runs + String.join(", ", parts) + (dryRun ? " would be new" : " new");
  }

  private static void part(List<String> parts, long count, String noun) {
    if (count > 0) {
      parts.add(Show.count(count, noun));
    }
  }

  private static Map<String, Object> data(String source, TransferReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("source", source);
    data.put("runs", report.runs());
    data.put("new_records", report.attempts());
    data.put("new_removals", report.removals());
    data.put("new_annotations", report.edits());
    data.put("new_documents", report.documents());
    data.put("artifacts", report.artifacts().artifacts());
    data.put("artifact_bytes", report.artifacts().bytes());
    data.put("stream_bytes", report.streamBytes());
    data.put("streams_left_out", report.streamsLeftOut());
    data.put("running", RunningText.data(report.running()));
    data.put("findings", report.findings().stream().map(FindingView::data).toList());
    return data;
  }

  /** Returns the outcome of the command. */
  CommandResult result(String target) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("target", target);
    document.put("dry_run", dryRun);
    document.put("sources", data);
    return new CommandResult.Document(
        findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS, document, this::show);
  }

  private void show(Terminal terminal) {
    findings.forEach(finding -> FindingView.show(finding, terminal));
    lines.forEach(terminal::outFolded);
    if (!findings.isEmpty()) {
      terminal.out(
          terminal.paint(Colour.RED, Show.count(findings.size(), "finding"))
              + (dryRun ? "" : "; everything was kept"));
    }
  }
}
