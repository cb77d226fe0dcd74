package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.script.JavaProgram;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a Java program in one file. */
@Command(
    name = "script",
    description = {
      "Run a Java program in one file, compiled once.",
      "Comments in it say what it needs, as for JBang: //DEPS group:artifact:version, //SOURCES,"
          + " //JAVA, //JAVA_OPTIONS. Jars come from this program, else from the local Maven"
          + " repository, else by Maven. What the program prints and its exit code are those of the"
          + " command; with --json its output goes to stderr."
    },
    footer = {
      "metalab script Train.java de-risk --lr 0.1",
      "metalab script --offline GenerateData.java --samples 100"
    })
public final class ScriptCommand implements CliCommand {
  @Mixin JavaFileOptions options = new JavaFileOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "A file such as Train.java.")
  String file = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      arity = "0..*",
      description = "What the program gets; options behind FILE are its own.")
  List<String> arguments = List.of();

  /** Leaves all that follows the file to the program. */
  @Spec
  void spec(CommandSpec spec) {
    spec.parser().stopAtPositional(true);
  }

  @Override
  public CommandResult run(CliContext context) {
    JavaProgram program = options.compile(context, file);
    if (!Files.exists(
        program.classes().resolve(program.mainClass().replace('.', '/') + ".class"))) {
      throw new CliException(
          ErrorCode.INVALID_STUDY,
          "There is no class '%s' in %s.".formatted(program.mainClass(), file),
          "the class that is run has the name of its file");
    }
    int exitCode = ScriptProcess.run(context, program, arguments);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file);
    data.put("main_class", program.mainClass());
    data.put("exit_code", exitCode);
    return new CommandResult.Document(exitCode, data, terminal -> {});
  }
}
