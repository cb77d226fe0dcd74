package io.metalab.cli.detach;

import static java.time.ZoneOffset.UTC;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.CliContext;
import io.metalab.cli.CliEnvironment;
import io.metalab.core.controller.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Where the logs of detached processes are: in the store if it is a directory. */
public final class DetachedLogs {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(UTC);

  private DetachedLogs() {}

  /** Creates the log of a process that is to be started. */
  static Path create(CliContext context, String study) {
    Path directory =
        context
            .storeDirectory()
            .map(store -> store.resolve(".metalab").resolve("logs"))
            .orElseGet(() -> ofUser(context.environment()));
    String name =
        "%s-%s-%d.log"
            .formatted(
                study.replaceAll("[^A-Za-z0-9._-]", "-"),
                TIME.format(context.environment().clock().instant()),
                ProcessHandle.current().pid());
    try {
      return Files.createFile(Files.createDirectories(directory).resolve(name));
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The log of the detached process cannot be made in %s: %s".formatted(directory, e),
          e);
    }
  }

  private static Path ofUser(CliEnvironment environment) {
    String configured = environment.variables().getOrDefault("XDG_STATE_HOME", "");
    Path base =
        configured.isEmpty() ? environment.home().resolve(".local/state") : Path.of(configured);
    return base.resolve("metalab").resolve("logs");
  }

  /** Returns a log as the store names it: relative to its directory where it is below. */
  public static Path stored(CliContext context, Path log) {
    Optional<Path> store = context.storeDirectory();
    return store.isPresent() && log.startsWith(store.get()) ? store.get().relativize(log) : log;
  }

  /** Returns the log of a controller, which may be on another machine. */
  public static Path find(CliContext context, Controller controller) {
    Path log = Path.of(controller.log());
    return context.storeDirectory().map(store -> store.resolve(log)).orElse(log);
  }
}
