package io.metalab.cli.command;

import static java.util.Objects.requireNonNull;

import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script that lets a shell complete command lines. */
@Command(
    name = "completion",
    description = {
      "Print the script that lets a shell complete commands, options, studies, runs and fields.",
      "bash, zsh: source <(metalab completion bash)   fish: metalab completion fish | source"
    },
    footer = {"metalab completion bash", "metalab completion zsh", "metalab completion fish"})
public final class CompletionCommand implements CliCommand {
  private static final String SCRIPT = "/io/metalab/cli/completion/metalab.";

  /** The shells that have a script. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  @Nullable Shell shell;

  @Override
  public CommandResult run(CliContext context) {
    String name = requireNonNull(shell).toString();
    String script = script(name);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("shell", name);
    data.put("script", script);
    return CommandResult.of(data, terminal -> script.lines().forEach(terminal::out));
  }

  private static String script(String shell) {
    try (InputStream in = CompletionCommand.class.getResourceAsStream(SCRIPT + shell)) {
      return new String(requireNonNull(in, shell).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
