package io.metalab.store.jdbc;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a store in PostgreSQL is and who asks for it. What a locator leaves out comes from the
 * environment variables that all programs of PostgreSQL know, and a password also from the user's
 * password file, which the driver reads.
 */
final class PostgresLocator {
  private static final String EXAMPLE = "postgresql://user@host:5432/database?schema=metalab";

  /** What it logs its exception says again; kept, so that it stays silent. */
  private static final Logger HOST_NAMES =
      Logger.getLogger("org.postgresql.ssl.PGjdbcHostnameVerifier");

  /** What stays in a locator that is shown. */
  private static final List<String> SHOWN =
      List.of(
          "connections",
          "patience",
          "files",
          "inline",
          "sslmode",
          "sslrootcert",
          "sslcert",
          "sslkey");

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([^@]*)@)?(\\[[0-9A-Fa-f:.]+]|[^:@\\[\\]]*)(?::([0-9]{1,5}))?");
  private static final Set<String> KNOWN =
      ImmutableSet.<String>builder().addAll(SHOWN).add("schema", "user", "password").build();
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final int DEFAULT_CONNECTIONS = 4;
  private static final int MOST_CONNECTIONS = 100;
  private static final int DEFAULT_PATIENCE = 60;
  private static final int LONGEST_PATIENCE = 3600;

  private final LocatorOptions options;
  private final String host;
  private final int port;
  private final String database;
  private final String user;
  private final Optional<String> password;
  private final String schema;
  private final int connections;
  private final int patienceSeconds;
  private final long inlineBytes;

  private PostgresLocator(URI locator, String shown, Map<String, String> environment) {
    this.options = LocatorOptions.of(locator, shown, EXAMPLE, KNOWN);
    Matcher authority =
        AUTHORITY.matcher(locator.getRawAuthority() == null ? "" : locator.getRawAuthority());
    if (locator.isOpaque() || !authority.matches()) {
      throw options.wrong("it is not a host, maybe a user, a port and a database");
    }
    List<String> who =
        authority.group(1) == null
            ? List.of()
            : new ArrayList<>(Splitter.on(':').limit(2).splitToList(authority.group(1)));
    this.host = first(authority.group(2), environment.get("PGHOST"), "localhost");
    this.port = port(first(authority.group(3), environment.get("PGPORT"), "5432"));
    String asked = who.isEmpty() ? "" : decode(who.get(0));
    this.user =
        first(
            first(asked, options.find("user").orElse(""), ""),
            environment.get("PGUSER"),
            System.getProperty("user.name"));
    this.password =
        Optional.of(
                first(
                    first(
                        who.size() < 2 ? "" : decode(who.get(1)),
                        options.find("password").orElse(""),
                        ""),
                    environment.get("PGPASSWORD"),
                    ""))
            .filter(text -> !text.isEmpty());
    String path = locator.getPath() == null ? "" : locator.getPath();
    this.database =
        first(path.isEmpty() ? "" : path.substring(1), environment.get("PGDATABASE"), user);
    this.connections = options.count("connections", DEFAULT_CONNECTIONS, MOST_CONNECTIONS);
    this.patienceSeconds = options.count("patience", DEFAULT_PATIENCE, LONGEST_PATIENCE);
    this.inlineBytes = options.size("inline", 0);
    this.schema = options.find("schema").orElse("metalab");
    String sslMode = options.find("sslmode").orElse("prefer");
    if (!SSL_MODES.contains(sslMode)) {
      throw options.wrong("the sslmode (%s) must be one of %s".formatted(sslMode, SSL_MODES));
    }
    if (!NAME.matcher(schema).matches()) {
      throw options.wrong(
          "the schema (%s) must be lower-case letters, digits and underscores".formatted(schema));
    }
  }

  /**
   * Reads a locator.
   *
   * @param shown the locator without a password
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE} if it is wrong
   */
  static PostgresLocator of(URI locator, String shown, Map<String, String> environment) {
    return new PostgresLocator(locator, shown, environment);
  }

  private static String first(@Nullable String wanted, @Nullable String next, String otherwise) {
    if (wanted != null && !wanted.isEmpty()) {
      return wanted;
    }
    return next != null && !next.isEmpty() ? next : otherwise;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private int port(String text) {
    int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > 65535) {
      throw options.wrong("the port (%s) must be a number from 1 to 65535".formatted(text));
    }
    return number;
  }

  /** Returns the locator that opens the store again, without a password. */
  String locator() {
    StringBuilder text = new StringBuilder("postgresql://");
    text.append(LocatorOptions.encoded(user).replace(":", "%3A")).append('@').append(host);
    text.append(':').append(port).append('/').append(LocatorOptions.encoded(database));
    text.append("?schema=").append(schema);
    for (String name : SHOWN) {
      options
          .find(name)
          .map(LocatorOptions::encoded)
          .ifPresent(value -> text.append('&').append(name).append('=').append(value));
    }
    return text.toString();
  }

  String schema() {
    return schema;
  }

  String database() {
    return database;
  }

  String user() {
    return user;
  }

  /** Returns how many connections are open at most. */
  int connections() {
    return connections;
  }

  /** Returns for how many seconds a server that is gone is waited for. */
  int patienceSeconds() {
    return patienceSeconds;
  }

  /** Returns the directory of large artifacts, if they are not in the database, too. */
  Optional<String> files() {
    return options.find("files");
  }

  /**
   * Returns the size of the largest artifact that is kept in the database where there are files.
   */
  long inlineBytes() {
    return inlineBytes;
  }

  /**
   * Returns a source of connections that see the schema alone.
   *
   * @param idleMillis after how long the server ends a session that is idle within a transaction,
   *     so that a process that was stopped there keeps no locks; 0 for never
   */
  PGSimpleDataSource source(long idleMillis, boolean readOnly) {
    HOST_NAMES.setLevel(Level.OFF);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    password.ifPresent(source::setPassword);
    source.setApplicationName("metalab");
    source.setStringType("unspecified"); // so that text becomes JSON where a column is
    source.setConnectTimeout(10);
    source.setTcpKeepAlive(true);
    source.setOptions(
        "-c search_path=%s -c idle_in_transaction_session_timeout=%d -c default_transaction_read_only=%s"
            .formatted(schema, idleMillis, readOnly ? "on" : "off"));
    options.find("sslmode").ifPresent(source::setSslMode);
    options.find("sslrootcert").ifPresent(source::setSslRootCert);
    options.find("sslcert").ifPresent(source::setSslCert);
    options.find("sslkey").ifPresent(source::setSslKey);
    return source;
  }
}
