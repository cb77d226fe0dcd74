package io.dymad.agent.cli;

import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A training as people see it. */
final class RunView {
  static final String SUCCEEDED = "SUCCEEDED";
  static final String FAILED = "FAILED";
  private static final String STATUS = "status";

  private RunView() {}

  static boolean isOver(Map<String, @Nullable Object> run) {
    return SUCCEEDED.equals(run.get(STATUS)) || FAILED.equals(run.get(STATUS));
  }

  /** Returns what a command tells of a training, for programs the content of its file. */
  static CommandResult of(CliContext context, RunDirectory directory) {
    return new CommandResult.Document(
        ExitCode.OK, directory.document(), terminal -> show(context, terminal, directory));
  }

  /** Returns the same at the end of a training; that it failed has an exit code. */
  static CommandResult end(CliContext context, RunDirectory directory) {
    boolean failed = FAILED.equals(directory.document().get(STATUS));
    return new CommandResult.Document(
        failed ? ExitCode.FINDINGS : ExitCode.OK,
        directory.document(),
        terminal -> show(context, terminal, directory));
  }

  private static void show(CliContext context, Terminal terminal, RunDirectory directory) {
    Map<String, @Nullable Object> run = directory.map("training_run");
    String status = String.valueOf(directory.document().get(STATUS));
    terminal.outFolded(
        "%s  %s  %s"
            .formatted(
                directory.name(), painted(terminal, status), run.getOrDefault("handle", "")));
    Facts facts = new Facts(terminal);
    facts.show("model", run.get("model_ref"));
    if (run.get("error_type") != null) {
      facts.show("error", "%s: %s".formatted(run.get("error_type"), run.get("error_message")));
    }
    facts.show("started", run.get("started_at"));
    facts.show("finished", run.get("finished_at"));
    facts.show("checkpoint", run.get("checkpoint_handle"));
    facts.showAll("metrics", Maps.of(run.get("metrics")));
    facts.showAll("judged", Maps.of(directory.map("latest_evaluation").get("aggregate")));
    String shown = String.valueOf(context.shown(directory.path()));
    facts.show("next", next(status, shown));
  }

  private static String next(String status, String directory) {
    return switch (status) {
      case SUCCEEDED ->
          "dymad eval %1$s  |  dymad analyze %1$s  |  dymad report %1$s".formatted(directory);
      case FAILED -> "dymad log " + directory;
      default -> "dymad log %1$s --follow  |  dymad cancel %1$s".formatted(directory);
    };
  }

  static String painted(Terminal terminal, String status) {
    return switch (status) {
      case SUCCEEDED -> terminal.paint(Colour.GREEN, terminal.glyphs().ok() + " " + status);
      case FAILED -> terminal.paint(Colour.RED, terminal.glyphs().failed() + " " + status);
      default -> terminal.paint(Colour.CYAN, terminal.glyphs().running() + " " + status);
    };
  }
}
