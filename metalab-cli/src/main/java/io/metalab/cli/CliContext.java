package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;

/** What commands work with. */
public final class CliContext {
  private final CliEnvironment environment;
  private final Terminal terminal;
  private final Config config;
  private final GlobalOptions options;

  CliContext(CliEnvironment environment, Terminal terminal, Config config, GlobalOptions options) {
    this.environment = requireNonNull(environment, "environment");
    this.terminal = requireNonNull(terminal, "terminal");
    this.config = requireNonNull(config, "config");
    this.options = requireNonNull(options, "options");
  }

  /** Returns the surroundings of the process. */
  public CliEnvironment environment() {
    return environment;
  }

  /** Returns where to print what is not data. */
  public Terminal terminal() {
    return terminal;
  }

  /** Returns the settings. */
  public Config config() {
    return config;
  }

  /** Returns whether {@code -q} was given. */
  public boolean quiet() {
    return options.quiet;
  }

  /** Returns whether one JSON document is wanted. */
  public boolean json() {
    return options.isJson();
  }

  /** Returns a path of the command line, absolute. */
  public Path path(String text) {
    return environment.directory().resolve(text).normalize();
  }

  /** Returns the store's locator as the user wrote it. */
  public String storeName() {
    return config.value(Key.STORE);
  }

  /**
   * Opens the store.
   *
   * @throws io.metalab.api.MetalabException if it is not there and may not be made, or cannot be
   *     opened
   */
  public Store openStore(OpenOptions how) {
    String locator = Stores.toUri(storeName(), environment.directory()).toString();
    return Stores.open(locator, how, environment.loader());
  }

  /** Opens the store to read what is there. */
  public Store readStore() {
    return openStore(OpenOptions.readOnlyExisting());
  }
}
