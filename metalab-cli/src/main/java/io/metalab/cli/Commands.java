package io.metalab.cli;

import io.metalab.cli.command.ArtifactCommand;
import io.metalab.cli.command.CancelCommand;
import io.metalab.cli.command.ClasspathCommand;
import io.metalab.cli.command.CompareCommand;
import io.metalab.cli.command.CompletionCommand;
import io.metalab.cli.command.DiffCommand;
import io.metalab.cli.command.DoctorCommand;
import io.metalab.cli.command.ExportCommand;
import io.metalab.cli.command.FailuresCommand;
import io.metalab.cli.command.GcCommand;
import io.metalab.cli.command.ImportCommand;
import io.metalab.cli.command.InitCommand;
import io.metalab.cli.command.LogCommand;
import io.metalab.cli.command.LsCommand;
import io.metalab.cli.command.McpCommand;
import io.metalab.cli.command.NewCommand;
import io.metalab.cli.command.NoteCommand;
import io.metalab.cli.command.OpCommand;
import io.metalab.cli.command.PlotCommand;
import io.metalab.cli.command.ReportCommand;
import io.metalab.cli.command.ResumeCommand;
import io.metalab.cli.command.RmCommand;
import io.metalab.cli.command.RunCommand;
import io.metalab.cli.command.ScriptCommand;
import io.metalab.cli.command.SensitivityCommand;
import io.metalab.cli.command.ShowCommand;
import io.metalab.cli.command.StatusCommand;
import io.metalab.cli.command.StoreCommand;
import io.metalab.cli.command.TagCommand;
import io.metalab.cli.command.VerifyCommand;
import io.metalab.cli.command.WhyCommand;
import io.metalab.cli.command.WorkerCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of {@code metalab}. */
final class Commands {
  static final Program METALAB =
      new Program(
          "metalab",
          List.of(
              "Declares, runs, keeps and explains experiments.",
              "metalab COMMAND --help tells what a command takes."),
          List.of(
              "metalab new pendulum",
              "metalab run pendulum/study.yaml -j 2",
              "metalab ls pendulum"),
          exitCodes(),
          groups(),
          all());

  private Commands() {}

  private static Map<String, Supplier<Object>> all() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("init", InitCommand::new);
    all.put("new", NewCommand::new);
    all.put("run", RunCommand::new);
    all.put("resume", ResumeCommand::new);
    all.put("cancel", CancelCommand::new);
    all.put("worker", WorkerCommand::new);
    all.put("script", ScriptCommand::new);
    all.put("classpath", ClasspathCommand::new);
    all.put("status", StatusCommand::new);
    all.put("ls", LsCommand::new);
    all.put("show", ShowCommand::new);
    all.put("compare", CompareCommand::new);
    all.put("log", LogCommand::new);
    all.put("failures", FailuresCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("artifact", ArtifactCommand::new);
    all.put("tag", TagCommand::new);
    all.put("note", NoteCommand::new);
    all.put("rm", RmCommand::new);
    all.put("gc", GcCommand::new);
    all.put("why", WhyCommand::new);
    all.put("sensitivity", SensitivityCommand::new);
    all.put("plot", PlotCommand::new);
    all.put("report", ReportCommand::new);
    all.put("export", ExportCommand::new);
    all.put("import", ImportCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("store", StoreCommand::new);
    all.put("mcp", McpCommand::new);
    all.put("op", OpCommand::new);
    all.put("doctor", DoctorCommand::new);
    all.put("completion", CompletionCommand::new);
    return all;
  }

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Begin", List.of("init", "new"));
    groups.put("Run", List.of("run", "resume", "cancel", "worker", "script", "classpath"));
    groups.put(
        "Look", List.of("status", "ls", "show", "log", "artifact", "failures", "why", "diff"));
    groups.put("Compare", List.of("compare", "sensitivity", "plot", "report", "export"));
    groups.put("Keep", List.of("tag", "note", "rm", "gc", "verify", "store", "import"));
    return groups;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put("1", "unexpected error");
    codes.put("2", "wrong usage or invalid study");
    codes.put("3", "done, but runs failed or a check found something");
    codes.put("4", "the store cannot be used");
    codes.put("5", "not found");
    codes.put("124", "the --timeout is over");
    codes.put("130", "interrupted");
    codes.put("143", "terminated; after 124, 130 and 143 metalab resume goes on");
    return codes;
  }

  /** Returns the parser of a command line of {@code metalab}. */
  static CommandLine commandLine(GlobalOptions options, List<String> args) {
    return METALAB.commandLine(options, args);
  }

  /** Returns the parser of a Java program that declares a study. */
  static CommandLine declared(GlobalOptions options, DeclaredCommand command) {
    return Program.configured(
        new CommandLine(options).addSubcommand(DeclaredCommand.NAME, command));
  }
}
