package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.StudyDocuments;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.store.archive.Archive;
import io.metalab.store.archive.ArchiveSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes studies to an archive; exit code 3 if something that should be inside is missing. */
final class ArchiveExport {
  private ArchiveExport() {}

  /** Returns whether a file is to be an archive. */
  static boolean isMeant(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /**
   * Writes the archive.
   *
   * @param study the study to write, or null for all
   * @param shown the file as the user wrote it
   */
  static CommandResult run(CliContext context, @Nullable String study, Path file, String shown) {
    Store store = context.readStore();
    ArchiveSummary summary;
    try (TransferLine line = new TransferLine(context, shown)) {
      summary = Archive.write(store, StudyDocuments.scope(store, study), file, line);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The file %s cannot be written (%s). Nothing of it is left.".formatted(file, e),
          e);
    }
    return new CommandResult.Document(
        summary.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS,
        data(file, summary),
        terminal -> show(shown, summary, terminal));
  }

  private static Map<String, Object> data(Path file, ArchiveSummary summary) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file.toString());
    data.put("runs", summary.runs());
    data.put("records", summary.attempts());
    data.put("removals", summary.removals());
    data.put("artifacts", summary.artifacts().artifacts());
    data.put("artifact_bytes", summary.artifacts().bytes());
    data.put("size_bytes", summary.sizeBytes());
    data.put("studies", summary.studies());
    data.put("running", RunningText.data(summary.running()));
    data.put("findings", summary.findings().stream().map(FindingView::data).toList());
    return data;
  }

  private static void show(String shown, ArchiveSummary summary, Terminal terminal) {
    summary.findings().forEach(finding -> FindingView.show(finding, terminal));
    terminal.errFolded(
        "wrote %s, %s and %s to %s (%s)"
            .formatted(
                Show.count(summary.runs(), "run"),
                Show.count(summary.attempts(), "record"),
                Show.count(summary.artifacts().artifacts(), "artifact"),
                shown,
                Show.bytes(summary.sizeBytes())));
    if (!summary.running().isEmpty()) {
      terminal.errFolded(
          RunningText.of(summary.running()) + "; what is being executed is not inside");
    }
  }
}
