package io.metalab.core.provenance;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * What git knows of a directory.
 *
 * @param commit the commit checked out
 * @param dirty whether tracked files differ from it
 */
record GitState(String commit, boolean dirty) {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final String COMMIT = "# branch.oid ";

  GitState {
    requireNonNull(commit, "commit");
  }

  /** Returns the state as JSON values. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("commit", commit);
    map.put("dirty", dirty);
    return map;
  }

  /** Returns the state, or empty without git, outside a repository or before its first commit. */
  static Optional<GitState> find(Path directory) {
    return find("git", directory);
  }

  static Optional<GitState> find(String program, Path directory) {
    // A repository may name a program to run as its file system monitor; that one is not run.
    ProcessBuilder builder =
        new ProcessBuilder(
            program,
            "-c",
            "core.fsmonitor=false",
            "status",
            "--porcelain=v2",
            "--branch",
            "--untracked-files=no");
    builder.directory(directory.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    builder.environment().put("LC_ALL", "C");
    try {
      return output(builder.start()).flatMap(GitState::parse);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> output(Process process) throws IOException {
    process.getOutputStream().close();
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(
            () -> readAll(process.getInputStream()), BackgroundThread.EXECUTOR);
    try {
      if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(output.join()) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (CompletionException e) {
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String readAll(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<GitState> parse(String status) {
    List<String> lines = status.lines().toList();
    boolean dirty = lines.stream().anyMatch(line -> !line.startsWith("# "));
    return lines.stream()
        .filter(line -> line.startsWith(COMMIT))
        .map(line -> line.substring(COMMIT.length()))
        .filter(commit -> commit.matches("[0-9a-f]{40,64}"))
        .map(commit -> new GitState(commit, dirty))
        .findFirst();
  }
}
