package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a study that runs at once and is there to be changed. */
@Command(
    name = "new",
    description = {
      "Start a study: a directory with a study file, a program and a README that run at once.",
      "A directory that is there already is left alone."
    },
    footer = {"metalab new pendulum", "metalab new lab/pendulum --lang python"})
public final class NewCommand implements CliCommand {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final String STUDY = "study.yaml";

  /** What the program is written in. */
  enum Language {
    JAVA("Estimate.java"),
    PYTHON("estimate.py");

    private final String program;

    Language(String program) {
      this.program = program;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      paramLabel = "NAME",
      description = "Name of the study and its directory, maybe behind others: lab/pendulum.")
  String name = "";

  @Option(
      names = "--lang",
      paramLabel = "LANGUAGE",
      description = "What the program is written in: java (unless given) or python.")
  Language language = Language.JAVA;

  @Override
  public CommandResult run(CliContext context) {
    Path directory = context.path(name);
    String study = String.valueOf(directory.getFileName());
    if (!NAME.matcher(study).matches()) {
      throw CliException.usage(
          "The name of a study (%s) must be letters, digits, '_', '.' and '-', a letter or digit first."
              .formatted(study),
          "");
    }
    if (Files.exists(directory)) {
      throw CliException.usage(
          "%s is there already, and nothing of it is touched.".formatted(context.shown(directory)),
          "choose another name, or remove it");
    }
    List<String> files = List.of(STUDY, language.program, "README.md");
    write(directory, files, study);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("study", study);
    data.put("directory", directory.toString());
    data.put("files", files);
    String shown = context.shown(directory).toString();
    return CommandResult.of(
        data,
        terminal -> {
          files.forEach(file -> terminal.out("created  %s/%s".formatted(shown, file)));
          terminal.out("next: metalab run %s/%s".formatted(shown, STUDY));
        });
  }

  private void write(Path directory, List<String> files, String study) {
    try {
      Files.createDirectories(directory);
      for (String file : files) {
        String text = Scaffold.text("new/%s/%s".formatted(language, file));
        Files.writeString(
            directory.resolve(file), text.replace("${name}", study), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The study cannot be made in %s: %s".formatted(directory, e),
          e);
    }
  }
}
