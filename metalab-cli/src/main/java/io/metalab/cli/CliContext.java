package io.metalab.cli;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.config.Config;
import io.metalab.cli.config.Key;
import io.metalab.cli.config.Setting;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Fields;
import io.metalab.cli.output.Format;
import io.metalab.cli.output.Printer;
import io.metalab.cli.output.Problem;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.registry.Stores;
import io.metalab.core.registry.UserClassPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What commands work with. */
public final class CliContext implements AutoCloseable {
  private final CliEnvironment environment;
  private final Terminal terminal;
  private final Config config;
  private final GlobalOptions options;
  private final Printer printer;
  private final @Nullable KeptStore kept;
  private final List<Store> opened = new ArrayList<>();
  private @Nullable ClassLoader storeLoader;
  private @Nullable Store inputs;

  CliContext(
      CliEnvironment environment,
      Terminal terminal,
      Config config,
      GlobalOptions options,
      Printer printer) {
    this(environment, terminal, config, options, printer, null);
  }

  /** Creates the context of a command that reads a store which a server keeps open. */
  CliContext(
      CliEnvironment environment,
      Terminal terminal,
      Config config,
      GlobalOptions options,
      Printer printer,
      @Nullable KeptStore kept) {
    this.environment = requireNonNull(environment, "environment");
    this.terminal = requireNonNull(terminal, "terminal");
    this.config = requireNonNull(config, "config");
    this.options = requireNonNull(options, "options");
    this.printer = requireNonNull(printer, "printer");
    this.kept = kept;
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

  /** Returns whether {@code --debug} was given. */
  public boolean debug() {
    return options.debug;
  }

  /** Returns whether people read what is printed, be it on a terminal or not. */
  public boolean forPeople() {
    Format format = options.listFormat();
    return format == null || format == Format.TABLE;
  }

  /** Returns whether one JSON document is wanted. */
  public boolean json() {
    return options.isJson();
  }

  /**
   * Checks the names of {@code --json=FIELD,..} before a command does what takes long.
   *
   * @param known the fields of what the command hands out
   * @throws io.metalab.cli.output.CliException with {@code USAGE} if one is not known
   */
  public void requireFields(Collection<String> known) {
    Fields.require(options.jsonFields(), known);
  }

  /**
   * Asks before something is done that cannot be taken back.
   *
   * @param yes whether the command line has said so already
   * @param question ends with a question mark
   * @throws CliException with {@code CANCELLED} if the answer is not yes, with {@code USAGE} if
   *     there is nobody to answer
   */
  public void confirm(boolean yes, String question) {
    if (yes) {
      return;
    }
    if (json() || !environment.prompt().isThere()) {
      throw CliException.usage(
          "%s Nobody is there to answer.".formatted(question),
          "--yes says so; --dry-run shows what would be done");
    }
    terminal.ask(question + " [y/N] ");
    String answer = environment.prompt().readLine().orElse("").strip();
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw new CliException(ErrorCode.CANCELLED, "Nothing was done.", "");
    }
  }

  /** Prints why a command fails that cannot throw it, since the process ends meanwhile. */
  public void fail(Problem problem) {
    printer.print(problem);
    terminal.flush();
  }

  /** Returns a path of the command line, absolute. */
  public Path path(String text) {
    return environment.directory().resolve(text).normalize();
  }

  /** Returns a path as a person would write it: relative if it is below the working directory. */
  public Path shown(Path path) {
    Path directory = environment.directory();
    boolean isWorkingDirectory = Path.of("").toAbsolutePath().equals(directory);
    return isWorkingDirectory && path.startsWith(directory) ? directory.relativize(path) : path;
  }

  /** Returns the directory of the store, if it has one. */
  public Optional<Path> storeDirectory() {
    return Stores.directory(storeName(), storeBase());
  }

  /**
   * Returns what a command that is suggested needs to find the store: a space and the option if the
   * store was named on the command line, else nothing.
   */
  public String storeFlag() {
    boolean named = config.get(Key.STORE).origin().equals(GlobalOptions.STORE);
    return named ? " -s " + storeName() : "";
  }

  /** Returns the store's locator as the user wrote it, less a password in it. */
  public String storeName() {
    return Stores.withoutPassword(config.value(Key.STORE));
  }

  /** Returns the columns asked for, or none for the command's choice. */
  public List<String> columns() {
    return options.columns;
  }

  /**
   * Opens the store; it is closed when the command's outcome has been printed.
   *
   * @throws io.metalab.api.MetalabException if it is not there and may not be made, or cannot be
   *     opened
   */
  public Store openStore(OpenOptions how) {
    Store store = open(config.value(Key.STORE), storeBase(), how);
    opened.add(store);
    return store;
  }

  /**
   * Opens another store, which the caller closes.
   *
   * @param locator a path or URI; a relative path is relative to the working directory
   * @throws io.metalab.api.MetalabException as {@link #openStore(OpenOptions)} does
   */
  public Store openStore(String locator, OpenOptions how) {
    return open(locator, environment.directory(), how);
  }

  private Store open(String locator, Path base, OpenOptions how) {
    try {
      return Stores.open(locator, base, how, storeLoader());
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.UNKNOWN_PLUGIN) {
        throw e;
      }
      throw new CliException(
          e.code(),
          String.valueOf(e.getMessage()),
          "name the jar of a store of your own in %s, or in a settings file as %s"
              .formatted(Key.STORE_CLASSPATH.variable(), Key.STORE_CLASSPATH.path()));
    }
  }

  /** Returns what a relative path in the store's locator is relative to. */
  public Path storeBase() {
    return config.get(Key.STORE).base(environment.directory());
  }

  /**
   * Returns what loads stores: it stays open, as the stores that it loads may be used till the end.
   */
  public ClassLoader storeLoader() {
    ClassLoader known = storeLoader;
    if (known == null) {
      Setting setting = config.get(Key.STORE_CLASSPATH);
      known =
          setting.value().isEmpty()
              ? environment.loader()
              : UserClassPath.resolve(
                      List.of(setting.value().split(":", -1)),
                      setting.base(environment.directory()))
                  .open(environment.loader());
      storeLoader = known;
    }
    return known;
  }

  /** Opens the store to read what is there; see {@link #openStore}. */
  public Store readStore() {
    OpenOptions how = OpenOptions.readOnlyExisting();
    return kept == null
        ? openStore(how)
        : kept.read(storeDirectory(), () -> open(config.value(Key.STORE), storeBase(), how));
  }

  /** Opens the store, which must be there, to change what it holds; see {@link #openStore}. */
  public Store writeStore() {
    return openStore(new OpenOptions(false, false, OpenOptions.readWrite().lease()));
  }

  /** Opens the store to read what is there, or an empty one if it is not there yet. */
  public Store readStoreOrNone() {
    try {
      return readStore();
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      return Stores.open("memory:", OpenOptions.readWrite(), environment.loader());
    }
  }

  /**
   * Returns the store in which inputs of a study are looked up, opened to read at the first call;
   * an empty one if it is not there.
   */
  public Store storeOfInputs() {
    if (inputs == null) {
      inputs = readStoreOrNone();
    }
    return inputs;
  }

  @Override
  public void close() {
    opened.forEach(Store::close);
    opened.clear();
  }
}
