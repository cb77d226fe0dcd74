package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

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
    return run(program, arguments, complaint -> false);
  }

  /**
   * Runs a program to its end, or to a complaint after which it would only wait.
   *
   * @param enough whether a line of its stderr is that complaint
   * @throws MetalabException as {@link #run(String, List)}
   */
  Outcome run(String program, List<String> arguments, Predicate<String> enough) {
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
      CompletableFuture<String> out = text(process, process.getInputStream(), line -> false);
      CompletableFuture<String> err = text(process, process.getErrorStream(), enough);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        end(process);
        throw new MetalabException(
            ErrorCode.UNSATISFIABLE,
            "%s has not answered for %d s. Look with `scontrol ping` whether SLURM is up."
                .formatted(program, PATIENCE_SECONDS));
      }
      String complaint = err.join();
      // What a program that was ended has left behind may keep its output open.
      boolean ended = complaint.lines().anyMatch(enough);
      return new Outcome(process.exitValue(), ended ? "" : out.join(), complaint);
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

  private static CompletableFuture<String> text(
      Process process, InputStream stream, Predicate<String> enough) {
    return CompletableFuture.supplyAsync(
        () -> {
          StringBuilder text = new StringBuilder();
          try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              text.append(line).append('\n');
              if (enough.test(line)) {
                end(process);
                break;
              }
            }
            return text.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Ends a program with what it has started, as a script that a site has put in its place may. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
