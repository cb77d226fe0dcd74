package io.metalab.cli.command;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.provenance.MetalabVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a study that runs at once and is there to be changed. */
@Command(
    name = "new",
    description = {
      "Start an experiment: a directory with programs, a study that sweeps them, and data, which"
          + " run at once.",
      "In Java there are Train, which makes a run directory, Eval and PlotCurves, which take one,"
          + " and GenerateData, each a file that metalab script runs. A directory that is there"
          + " already is left alone."
    },
    footer = {"metalab new pendulum", "metalab new lab/pendulum --lang python"})
public final class NewCommand implements CliCommand {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
  private static final String STUDY = "study.yaml";
  private static final String IGNORED = ".gitignore";

  /** What the program is written in. */
  enum Language {
    JAVA(
        "Train.java",
        "Eval.java",
        "PlotCurves.java",
        "GenerateData.java",
        "data/samples.csv",
        "README.md",
        "JOURNAL.md",
        IGNORED),
    PYTHON("estimate.py", "README.md");

    private final ImmutableList<String> files;

    Language(String... files) {
      this.files = ImmutableList.copyOf(files);
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
      description = "What programs are written in: java (unless given) or python.")
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
    List<String> files = new ArrayList<>(List.of(STUDY));
    files.addAll(language.files);
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
      for (String file : files) {
        Path path = directory.resolve(file);
        Files.createDirectories(requireNonNull(path.getParent()));
        Files.writeString(path, text(file, study), StandardOpenOption.CREATE_NEW);
        if (file.endsWith(".java") && !path.toFile().setExecutable(true)) {
          throw new IOException(path + " cannot be made executable");
        }
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The study cannot be made in %s: %s".formatted(directory, e),
          e);
    }
  }

  private String text(String file, String study) {
    String resource = file.equals(IGNORED) ? "gitignore" : file;
    return Scaffold.text("new/%s/%s".formatted(language, resource))
        .replace("${name}", study)
        .replace("${version}", MetalabVersion.current())
        .replace("${picocli}", CommandLine.VERSION);
  }
}
