package io.metalab.cli;

import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.DeclaredStudy;
import io.metalab.cli.study.JavaClasses;
import io.metalab.cli.study.JavaSource;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudyExecution;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code metalab run} of a study that the running program declares. */
@Command(name = DeclaredCommand.NAME, description = "Run the study that this program declares.")
final class DeclaredCommand implements CliCommand {
  static final String NAME = "run";

  private final Supplier<DeclaredStudy> study;
  private final String mainClass;

  @Mixin RunFlags flags = new RunFlags();

  DeclaredCommand(Supplier<DeclaredStudy> study, String mainClass) {
    this.study = study;
    this.mainClass = mainClass;
  }

  @Override
  public CommandResult run(CliContext context) {
    if (flags.hasParams()) {
      throw CliException.usage(
          "The option -p sets parameters of study files; this study is declared in Java.", "");
    }
    JavaSource source =
        new JavaSource(
            study.get(),
            mainClass,
            JavaCommand.ofThisProcess(mainClass),
            context.environment().directory(),
            JavaClasses.ofProcess(context.environment().loader()),
            "the same command");
    return StudyExecution.run(context, source, flags);
  }
}
