package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.report.HtmlPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a page about a training. */
@Command(
    name = "report",
    description = {
      "Write one HTML page about a training: history, predicted courses, spectra, pseudospectra.",
      "It shows what dymad eval and dymad analyze have left so far, and needs nothing else to be"
          + " read."
    },
    footer = {"dymad report pendulum", "dymad report pendulum -o pendulum.html"})
final class ReportCommand implements AgentCommand {
  @Mixin RunChoice choice = new RunChoice();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The page; report.html in the directory of the run unless set.")
  @Nullable String output;

  @Override
  public CommandResult ask(CliContext context) {
    RunDirectory opened = choice.open(context);
    RunDirectory run;
    try (Agent agent = Agents.open(context, opened)) {
      run = Started.now(agent, opened);
    }
    Path file = output == null ? run.path().resolve("report.html") : context.path(output);
    RunReport report = RunReport.of(run);
    HtmlPage.write(report.html(), file);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file.toString());
    data.put("pictures", report.pictures());
    return CommandResult.of(
        data,
        terminal ->
            terminal.errFolded(
                "wrote the report of %s with %d pictures to %s"
                    .formatted(run.name(), report.pictures(), context.shown(file))));
  }
}
