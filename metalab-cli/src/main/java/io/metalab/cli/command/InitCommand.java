package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Makes the working directory a project. */
@Command(
    name = "init",
    description = {
      "Make this directory a project: its settings in .metalab.toml, entries for .gitignore.",
      "What is there is left as it is."
    },
    footer = {"metalab init"})
public final class InitCommand implements CliCommand {
  private static final String SETTINGS = ".metalab.toml";
  private static final String IGNORED = ".gitignore";

  @Override
  public CommandResult run(CliContext context) {
    Path directory = context.environment().directory();
    List<String> created = new ArrayList<>();
    List<String> extended = new ArrayList<>();
    try {
      Path settings = directory.resolve(SETTINGS);
      if (!Files.exists(settings)) {
        Files.writeString(
            settings, Scaffold.text("init/metalab.toml"), StandardOpenOption.CREATE_NEW);
        created.add(SETTINGS);
      }
      ignore(directory.resolve(IGNORED), created, extended);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The project cannot be made in %s: %s".formatted(directory, e),
          e);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("directory", directory.toString());
    data.put("created", created);
    data.put("extended", extended);
    return CommandResult.of(
        data,
        terminal -> {
          created.forEach(file -> terminal.out("created   " + file));
          extended.forEach(file -> terminal.out("extended  " + file));
          if (created.isEmpty() && extended.isEmpty()) {
            terminal.out(
                "This is a project already: " + SETTINGS + " and " + IGNORED + " are there.");
          }
          terminal.out("next: metalab new NAME");
        });
  }

  /** Adds the lines that are not there, behind those that are. */
  private static void ignore(Path file, List<String> created, List<String> extended)
      throws IOException {
    String there = Files.exists(file) ? Files.readString(file) : "";
    List<String> lines = there.lines().map(String::strip).toList();
    StringBuilder more = new StringBuilder();
    Scaffold.text("init/gitignore")
        .lines()
        .filter(line -> !lines.contains(line))
        .forEach(line -> more.append(line).append('\n'));
    if (more.isEmpty()) {
      return;
    }
    String gap = there.isEmpty() || there.endsWith("\n") ? "" : "\n";
    (Files.exists(file) ? extended : created).add(IGNORED);
    Files.writeString(file, gap + more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
