package io.metalab.cli.command;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.script.JavaProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a class path. */
@Command(
    name = "classpath",
    description = {
      "Print the class path of this program, for java and jshell; with a file, also what it needs.",
      "Further files of its //SOURCES lines are compiled; options in its header are left to you."
          + " Then java -cp \"$(metalab classpath Train.java)\" Train.java runs it."
    },
    footer = {"metalab classpath", "metalab classpath Train.java"})
public final class ClasspathCommand implements CliCommand {
  @Mixin JavaFileOptions options = new JavaFileOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A Java file that java itself is to run.")
  @Nullable String file;

  @Override
  public CommandResult run(CliContext context) {
    if (file == null && !(options.classPath.isEmpty() && !options.offline)) {
      throw CliException.usage("--classpath and --offline belong to a FILE.", "");
    }
    List<String> entries =
        (file == null ? JavaProgram.ownClassPath() : options.classPath(context, file))
            .stream().map(Path::toString).toList();
    return CommandResult.of(
        Map.of("entries", entries),
        terminal -> terminal.out(String.join(File.pathSeparator, entries)));
  }
}
