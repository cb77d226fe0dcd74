package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.report.StudyReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a page about a study. */
@Command(
    name = "report",
    description = "Write one HTML page about a study: best, effects, failures, curves, runs.",
    footer = "metalab report koopman -o koopman.html")
public final class ReportCommand implements CliCommand {
  @Parameters(paramLabel = "STUDY", description = "Name or name:version.")
  String study = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The page; it needs nothing else to be read.")
  String output = "";

  @Override
  public CommandResult run(CliContext context) {
    Path file = context.path(output);
    Store store = context.readStore();
    String id = Studies.find(store, study);
    StudyReport.write(store, id, file);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file.toString());
    data.put("study", id);
    return CommandResult.of(
        data,
        terminal ->
            terminal.err("wrote the report of %s to %s".formatted(id, context.shown(file))));
  }
}
