package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server of PostgreSQL that tests start on a port of the loopback interface and stop again. It
 * refuses to run as root, so root starts it as user postgres.
 */
public final class PostgresServer {
  private static final String BINARIES = "/usr/lib/postgresql";
  private static @Nullable PostgresServer shared;

  private final Path home;
  private final Path binaries;
  private final int port;

  private PostgresServer(Path home, Path binaries, int port) {
    this.home = home;
    this.binaries = binaries;
    this.port = port;
  }

  /**
   * Returns the locator of a store in a schema of a server that runs until the JVM of the tests
   * ends; processes that tests start share it.
   */
  public static synchronized String sharedLocator(String schema, String... options) {
    try {
      long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
      if (Files.exists(portFile(parent))) {
        return locator(Integer.parseInt(Files.readString(portFile(parent))), schema, options);
      }
      if (shared == null) {
        shared = create();
        Path file = portFile(ProcessHandle.current().pid());
        Files.writeString(file, Integer.toString(shared.port));
        file.toFile().deleteOnExit();
      }
      return shared.locator(schema, options);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path portFile(long pid) {
    return Path.of(System.getProperty("java.io.tmpdir"), "metalab-postgres-port-" + pid);
  }

  /** Returns a server of its own, which has to be deleted. */
  public static PostgresServer create() {
    Optional<Path> binaries = binaries();
    Needs.that(binaries.isPresent(), "PostgreSQL's initdb and pg_ctl (package postgresql)");
    try {
      Path home = Files.createTempDirectory("metalab-postgres-");
      PostgresServer server = new PostgresServer(home, binaries.orElseThrow(), freePort());
      server.initialise();
      server.start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::delete));
      return server;
    } catch (IOException e) {
      throw new AssertionError("The server cannot be started.", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Debian's wrappers on the path know clusters alone; the plain programs are elsewhere. */
  private static Optional<Path> binaries() {
    List<Path> places = new ArrayList<>();
    try (Stream<Path> versions =
        Files.isDirectory(Path.of(BINARIES)) ? Files.list(Path.of(BINARIES)) : Stream.empty()) {
      versions.map(version -> version.resolve("bin")).sorted().forEach(places::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (String place : System.getenv().getOrDefault("PATH", "").split(":")) {
      places.add(Path.of(place));
    }
    return places.stream()
        .filter(place -> Files.isExecutable(place.resolve("initdb")))
        .filter(place -> Files.isExecutable(place.resolve("pg_ctl")))
        .findFirst();
  }

  private void initialise() throws IOException {
    if (isRoot()) {
      execute(List.of("chown", "postgres", home.toString()));
    }
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    run(
        "initdb",
        "-D",
        home.resolve("data").toString(),
        "-A",
        "trust",
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync");
    // The one user who needs a password.
    Path rules = home.resolve("data/pg_hba.conf");
    Files.writeString(
        rules, "host all locked 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules, UTF_8));
  }

  /** Starts the server, or does nothing if it runs. */
  public void start() {
    run(
        "pg_ctl",
        "-D",
        home.resolve("data").toString(),
        "-w",
        "-t",
        "60",
        "-l",
        home.resolve("log").toString(),
        "-o",
        // Whoever ends the processes of a server leaves its files as the system has them.
        "-p %d -c listen_addresses=127.0.0.1 -k %s -c fsync=off -c max_connections=200"
            .formatted(port, home),
        "start");
  }

  /**
   * Stops the server.
   *
   * @param mode {@code fast}, or {@code immediate} to end it like a crash
   */
  public void stop(String mode) {
    run("pg_ctl", "-D", home.resolve("data").toString(), "-w", "-m", mode, "stop");
  }

  /** Starts the server anew so that it answers encrypted connections, too. */
  public void encrypt(Path certificate, Path key) {
    stop("fast");
    try {
      install(certificate, "server.crt");
      install(key, "server.key");
      Path settings = home.resolve("data/postgresql.conf");
      Files.writeString(settings, Files.readString(settings) + "\nssl = on\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    start();
  }

  private void install(Path file, String name) throws IOException {
    Path copy = Files.copy(file, home.resolve("data").resolve(name));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    if (isRoot()) {
      execute(List.of("chown", "postgres", copy.toString()));
    }
  }

  private void delete() {
    stop("immediate");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the locator of a store in a schema of the server. */
  public String locator(String schema, String... options) {
    return locator(port, schema, options);
  }

  private static String locator(int port, String schema, String... options) {
    String more = Stream.of(options).map(option -> "&" + option).reduce("", String::concat);
    return "postgresql://postgres@127.0.0.1:%d/postgres?schema=%s%s".formatted(port, schema, more);
  }

  /** Executes SQL as the server's superuser. */
  public void execute(String sql) {
    run("psql", "-h", home.toString(), "-p", Integer.toString(port), "-U", "postgres", "-qc", sql);
  }

  /** Executes a script as the server's superuser. */
  public void execute(Path script) {
    String port = Integer.toString(this.port);
    execute(
        command(
            "psql", "-h", home.toString(), "-p", port, "-U", "postgres", "-qv", "ON_ERROR_STOP=1"),
        ProcessBuilder.Redirect.from(script.toFile()));
  }

  private void run(String program, String... arguments) {
    execute(command(program, arguments));
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").toLowerCase(Locale.ROOT).equals("root");
  }

  private void execute(List<String> command) {
    execute(command, ProcessBuilder.Redirect.PIPE);
  }

  private void execute(List<String> command, ProcessBuilder.Redirect input) {
    try {
      Path output = Files.createTempFile("metalab-postgres", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/").toFile()) // which that user may enter
              .redirectErrorStream(true)
              .redirectInput(input)
              .redirectOutput(output.toFile())
              .start();
      int exit = process.waitFor();
      String said = Files.readString(output);
      Files.delete(output);
      if (exit != 0) {
        throw new AssertionError("%s failed: %s".formatted(command, said));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
