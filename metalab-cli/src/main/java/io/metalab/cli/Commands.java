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
import io.metalab.cli.output.CliException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The commands by name. */
final class Commands {
  private static final Map<String, Supplier<Object>> ALL = all();

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

  /**
   * Returns the parser of a command line. Reading a command's annotations takes longer than most
   * commands do, so only the commands whose names stand in the line are added, if there are any.
   */
  static CommandLine commandLine(GlobalOptions options, List<String> args) {
    CommandLine root = new CommandLine(options);
    boolean named = !args.contains("--help") && ALL.keySet().stream().anyMatch(args::contains);
    ALL.forEach(
        (name, command) -> {
          if (!named || args.contains(name)) {
            root.addSubcommand(name, command.get());
          }
        });
    return configured(root);
  }

  /** Returns the parser of a Java program that declares a study. */
  static CommandLine declared(GlobalOptions options, DeclaredCommand command) {
    return configured(new CommandLine(options).addSubcommand(DeclaredCommand.NAME, command));
  }

  private static CommandLine configured(CommandLine root) {
    return root.setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        // The @ of @best names a run, never a file of arguments.
        .setExpandAtFiles(false);
  }

  /** Returns the names of the commands that may follow a command. */
  static Set<String> names(CommandLine command) {
    return command.getParent() == null ? ALL.keySet() : command.getSubcommands().keySet();
  }

  /** Returns the names of the options of a command. */
  static Collection<String> optionNames(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    return names;
  }

  /** Returns the problem of a command line that ends where a command should follow. */
  static CliException incomplete(CommandLine command) {
    return CliException.usage(
        "%s needs a command: %s."
            .formatted(command.getCommandSpec().qualifiedName(), String.join(", ", names(command))),
        command.getCommandSpec().qualifiedName() + " --help");
  }
}
