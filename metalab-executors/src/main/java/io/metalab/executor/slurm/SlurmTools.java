package io.metalab.executor.slurm;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The programs of SLURM on this machine. */
final class SlurmTools {
  private static final long PATIENCE_SECONDS = 120;

  private final Map<String, String> variables;

  /**
   * Finds programs by the {@code PATH} of an environment, and runs them in it. The variables of a
   * job that this program may be part of are left out, for they would be taken as options.
   */
  SlurmTools(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** How a program ended. */
  record Outcome(int exitCode, String out, String err) {
    boolean isOk() {
      return exitCode == 0;
    }

    /** Returns what the program complained of, on one line. */
    String complaint() {
      String text = err.isBlank() ? "exit code " + exitCode : err;
      return text.strip()
          .replaceAll("(?m)^\\w+: (error|fatal): ", "")
          .replaceAll("\\s*\\R\\s*", "; ");
    }
  }

  /** Returns where a program is. */
  Optional<Path> find(String program) {
    for (String directory : variables.getOrDefault("PATH", "").split(":", -1)) {
      Path file = Path.of(directory).resolve(program);
      if (!directory.isEmpty() && Files.isExecutable(file) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns where a program is.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if it is not on the path
   */
  Path require(String program) {
    return find(program)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.UNSATISFIABLE,
                    "There is no %s on the PATH, which the executor slurm needs. Start the study where jobs are submitted from, such as a login node, or choose another executor, such as --executor thread."
                        .formatted(program)));
  }

  /**
   * Runs a program to its end.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if it is not on the path or does not end,
   *     with {@code CANCELLED} if the thread is interrupted
   */
  Outcome run(String program, List<String> arguments) {
    Path file = require(program);
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().keySet().removeIf(SlurmTools::isOfAJob);
    // A list of array tasks is cut short unless this is set.
    builder.environment().put("SLURM_BITSTR_LEN", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> out = text(process.getInputStream());
      CompletableFuture<String> err = text(process.getErrorStream());
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new MetalabException(
            ErrorCode.UNSATISFIABLE,
            "%s has not answered for %d s. Look with `scontrol ping` whether SLURM is up."
                .formatted(program, PATIENCE_SECONDS));
      }
      return new Outcome(process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE, "%s cannot be started: %s".formatted(file, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MetalabException(
          ErrorCode.CANCELLED, "The thread was interrupted while %s ran.".formatted(program), e);
    }
  }

  private static boolean isOfAJob(String variable) {
    return variable.startsWith("SLURM_") && !variable.equals("SLURM_CONF");
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
