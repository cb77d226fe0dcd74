package io.metalab.core.results;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes runs to Parquet files through DuckDB, whose JDBC driver is no part of this program and is
 * looked for on a class path.
 *
 * <p>A column is BIGINT if all its values are integers, DOUBLE if all are numbers, BOOLEAN,
 * TIMESTAMP_NS in UTC, or else VARCHAR, where lists and maps are JSON. NaN and infinities stay what
 * they are; a missing value is null. Rows are handed over in a file of text beside the Parquet
 * file, so that however many there are, few are in memory.
 */
public final class ParquetFile {
  private static final String URL = "jdbc:duckdb:";

  private ParquetFile() {}

  /**
   * Writes the selected columns of runs; the file is there whole or not at all.
   *
   * @param drivers sees DuckDB's JDBC driver
   * @return the number of runs written
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_PLUGIN} if there is no such driver
   */
  public static long write(Results results, Path file, ClassLoader drivers) throws IOException {
    requireNonNull(file, "file");
    Driver driver = driver(drivers);
    Path rows = file.resolveSibling(file.getFileName() + ".rows.part");
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      List<String> names = results.columnNames();
      List<ParquetColumn> columns = names.stream().map(ParquetColumn::new).toList();
      long count;
      try (BufferedWriter out = Files.newBufferedWriter(rows);
          RowWriter writer = RowWriter.open(RowFormat.CSV, names, out)) {
        count =
            results.rows(
                names,
                row -> {
                  for (int i = 0; i < columns.size(); i++) {
                    columns.get(i).see(row.get(i));
                  }
                  writer.write(row);
                });
      }
      convert(driver, columns, rows, part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return count;
    } catch (SQLException e) {
      throw new IOException("DuckDB: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(rows);
      Files.deleteIfExists(part);
    }
  }

  private static Driver driver(ClassLoader loader) {
    for (Driver driver : ServiceLoader.load(Driver.class, requireNonNull(loader, "drivers"))) {
      try {
        if (driver.acceptsURL(URL)) {
          return driver;
        }
      } catch (SQLException e) {
        throw new MetalabException(
            ErrorCode.NOT_LOADABLE, "The JDBC driver %s does not work.".formatted(driver), e);
      }
    }
    throw new MetalabException(
        ErrorCode.UNKNOWN_PLUGIN,
        """
        Parquet files are written by DuckDB, and its JDBC driver is not on the class path.
        It is the jar org.duckdb:duckdb_jdbc (80 MB), which Maven fetches with
          mvn dependency:copy -Dartifact=org.duckdb:duckdb_jdbc:1.4.4.0 -DoutputDirectory=lib
        and which metalab export finds with --classpath 'lib/duckdb_jdbc-*.jar'.\
        """);
  }

  private static void convert(Driver driver, List<ParquetColumn> columns, Path rows, Path part)
      throws SQLException {
    String types =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "'c%d': '%s'".formatted(i, columns.get(i).type()))
            .collect(Collectors.joining(", ", "{", "}"));
    String names =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "c%d AS %s".formatted(i, identifier(columns.get(i).name())))
            .collect(Collectors.joining(", "));
    // Text is quoted wherever it is empty, and nothing else is; only what is not quoted is null.
    String read =
        """
        read_csv(%s, columns = %s, auto_detect = false, header = true, delim = ',', quote = '"', \
        escape = '"', nullstr = '', allow_quoted_nulls = false, parallel = false)\
        """
            .formatted(literal(rows.toAbsolutePath().toString()), types);
    try (Connection connection = driver.connect(URL, new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET memory_limit = '512MB'");
      // One thread passes rows on in their order; more would have to gather them for that.
      statement.execute("SET threads = 1");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute("SET temp_directory = ''");
      statement.execute(
          "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet)"
              .formatted(names, read, literal(part.toAbsolutePath().toString())));
    } catch (LinkageError e) {
      throw new MetalabException(
          ErrorCode.NOT_LOADABLE, "DuckDB does not run on this machine (%s).".formatted(e), e);
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
