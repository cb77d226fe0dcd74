package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what the store holds. */
@Command(
    name = "verify",
    description = {
      "Check every record, run id and index, and that every artifact is there.",
      "Exit code 3 if something is wrong."
    },
    footer = {"metalab verify", "metalab verify koopman --deep"})
public final class VerifyCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(names = "--deep", description = "Read and hash every artifact, too.")
  boolean deep;

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    if (!(store instanceof VerifiableStore verifiable)) {
      throw new CliException(
          ErrorCode.USAGE, "The store %s cannot check itself.".formatted(store.locator()), "");
    }
    VerifyReport report = verifiable.verify(study == null ? "" : Studies.find(store, study), deep);
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
        "%s and %s checked, %s"
            .formatted(
                Show.count(report.recordsChecked(), "record"),
                Show.count(report.artifactsChecked(), "artifact"),
                findings.isEmpty() ? "nothing wrong" : Show.count(findings.size(), "finding")));
  }
}
