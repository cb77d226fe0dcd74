package io.metalab.cli.command;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.RunRefs;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log of a run, or of a detached session. */
@Command(
    name = "log",
    description = {
      "Print the log of a run: what it logged and printed.",
      "Of a study, what its last session printed that was started with run --detach."
    },
    footer = {"metalab log @last -n 20", "metalab log @failed --level INFO"})
public final class LogCommand implements CliCommand {
  @Parameters(
      paramLabel = "RUN|STUDY",
      description = "First digits of an id, @last, @best or @failed; or the name of a study.")
  String run = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the run is over, through all its attempts, or the session.")
  boolean follow;

  @Option(names = "-n", paramLabel = "N", description = "Only the last N lines.")
  int last;

  @Option(names = "--level", paramLabel = "LEVEL", description = "Lines from this level on.")
  @Nullable LogLevel level;

  @Override
  public CommandResult run(CliContext context) {
    if (follow && context.json()) {
      throw CliException.usage("A log that is followed is no document; leave out --json.", "");
    }
    Store store = context.readStore();
    if (!Manifests.of(store).all(run).isEmpty()) {
      return session(context, store);
    }
    RunRecord record = new RunRefs(store).find(run);
    LogReader reader = LogReader.of(store, record.runId(), record.attempt(), level);
    Deque<String> lines = new ArrayDeque<>();
    reader.readNew(
        line -> {
          lines.add(line);
          if (last > 0 && lines.size() > last) {
            lines.remove();
          }
        });
    if (!follow) {
      return CommandResult.of(
          data(record, List.copyOf(lines)),
          terminal -> {
            if (lines.isEmpty()) {
              terminal.err(nothing(record));
            }
            lines.forEach(terminal::out);
          });
    }
    lines.forEach(context.terminal()::out);
    new LogFollower(context, store, record, level).follow(reader);
    return new CommandResult.Document(ExitCode.OK, null, terminal -> {});
  }

  private String nothing(RunRecord record) {
    String what =
        level == null ? "logged and printed nothing" : "logged nothing from " + level + " on";
    return "Run %s has %s.".formatted(record.runId().shortHex(), what);
  }

  private CommandResult session(CliContext context, Store store) {
    if (level != null) {
      throw CliException.usage("The option --level is for the logs of runs.", "");
    }
    ControllerLog log = ControllerLog.of(context, store, Manifests.of(store).find(run).study());
    return follow ? log.follow(last) : log.show(last);
  }

  private static Map<String, Object> data(RunRecord record, List<String> lines) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", record.runId().hex());
    data.put("attempt", record.attempt());
    data.put("status", record.status().wireName());
    data.put("lines", lines);
    return data;
  }
}
