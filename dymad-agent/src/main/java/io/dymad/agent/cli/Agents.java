package io.dymad.agent.cli;

import io.dymad.agent.app.Agent;
import io.dymad.agent.app.AgentSettings;
import io.metalab.api.ErrorCode;
import io.metalab.cli.CliContext;
import io.metalab.cli.GlobalOptions;
import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import io.metalab.cli.output.CliException;
import io.metalab.core.registry.Stores;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the services over the store that a command is about. */
final class Agents {
  private static final String DEFAULT = "runs";

  private Agents() {}

  /** Returns the store of trainings of configs in a directory: the one that is set, or beside. */
  static String store(CliContext context, Path configs) {
    Setting setting = context.config().get(Key.STORE);
    return setting.origin().equals(Setting.DEFAULT)
        ? configs.resolve(DEFAULT).toString()
        : absolute(setting.value(), context.storeBase());
  }

  private static String absolute(String locator, Path base) {
    return Stores.directory(locator, base)
        .map(Path::toString)
        .orElseGet(() -> Stores.toUri(locator, base).toString());
  }

  /** Opens the services of a store; it is made if it is not there. */
  static Agent open(CliContext context, String store, Path directory) {
    return Agent.open(new AgentSettings(store, directory, context.storeLoader()));
  }

  /**
   * Opens the services of the store that a training is kept in, or of the one that {@code -s} names
   * in place of it.
   *
   * @throws CliException with {@code NOT_FOUND} if the store is not there any more
   */
  static Agent open(CliContext context, RunDirectory run) {
    Setting setting = context.config().get(Key.STORE);
    String store =
        setting.origin().equals(GlobalOptions.STORE)
            ? absolute(setting.value(), context.storeBase())
            : run.text(RunDirectory.STORE);
    Stores.directory(store, run.path())
        .filter(directory -> !Files.isDirectory(directory))
        .ifPresent(
            directory -> {
              throw new CliException(
                  ErrorCode.NOT_FOUND,
                  "The store %s of the training %s is not there.".formatted(directory, run.path()),
                  "-s STORE names it where it is now");
            });
    return open(context, store, run.path());
  }
}
