package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks everything the store holds. */
@Command(
    name = "verify",
    description = "Check every record and run id, and that every artifact is there.")
public final class VerifyCommand implements CliCommand {
  @Option(names = "--deep", description = "Read and hash every artifact, too.")
  boolean deep;

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    if (!(store instanceof VerifiableStore verifiable)) {
      throw new CliException(
          ErrorCode.USAGE, "The store %s cannot check itself.".formatted(store.locator()), "");
    }
    VerifyReport report = verifiable.verify(deep);
    int exitCode = report.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    return new CommandResult.Document(exitCode, data(report), terminal -> show(report, terminal));
  }

  private static Map<String, Object> data(VerifyReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("records_checked", report.recordsChecked());
    data.put("artifacts_checked", report.artifactsChecked());
    data.put("findings", report.findings().stream().map(VerifyCommand::finding).toList());
    return data;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", finding.kind());
    data.put("place", finding.place());
    data.put("message", finding.message());
    return data;
  }

  private static void show(VerifyReport report, Terminal terminal) {
    List<Finding> findings = report.findings();
    for (Finding finding : findings) {
      terminal.out(
          "%s  %s  %s"
              .formatted(
                  terminal.paint(Colour.RED, finding.kind()), finding.place(), finding.message()));
    }
    terminal.out(
        "%d records and %d artifacts checked, %s"
            .formatted(
                report.recordsChecked(),
                report.artifactsChecked(),
                findings.isEmpty() ? "nothing wrong" : findings.size() + " findings"));
  }
}
