package io.metalab.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.store.file.WriterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** The file of a store in SQLite: finds its tables, and creates it. */
final class SqliteFile {
  /** The format of the tables that this program writes. */
  static final int FORMAT = 1;

  private final Path file;
  private final OpenOptions options;

  SqliteFile(Path file, OpenOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Returns the tables of the file, which is created if the options say so.
   *
   * @throws MetalabException with {@code NOT_FOUND}, {@code STORE_UNUSABLE}, {@code STORE_CORRUPT}
   *     or {@code STORE_NEWER}
   */
  Schema open(SqliteDatabase database) {
    MountTable.networkType(file).ifPresent(this::refuse);
    if (Files.isDirectory(file)) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s cannot be opened: it is a directory. Name a file in it, or leave 'sqlite:' out for a store of plain files."
              .formatted(file));
    }
    if (!Files.exists(file)) {
      if (!options.create()) {
        throw new MetalabException(
            ErrorCode.NOT_FOUND,
            "There is no store at %s. Check the path, or run a study to create one."
                .formatted(file));
      }
      create();
    }
    return find(database)
        .orElseThrow(() -> new MetalabException(ErrorCode.STORE_UNUSABLE, unlike()))
        .checked(file.toString(), FORMAT);
  }

  private String unlike() {
    boolean empty;
    try {
      empty = Files.size(file) == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return empty
        ? "The file %s is empty, as no store ever is. If nothing was in it, delete it and a store is made in its place; else take it back from a copy."
            .formatted(file)
        : "The file %s is not a store: its tables are of another program. Choose another file."
            .formatted(file);
  }

  private void refuse(String type) {
    throw new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s cannot be opened: it is on a network file system (%s), where SQLite's locks do not hold. Choose a local disk, a directory as store, or PostgreSQL."
            .formatted(file, type));
  }

  private Optional<Schema> find(SqliteDatabase database) {
    return database.read(
        sql -> {
          List<String> tables =
              sql.list(
                  "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'metalab'",
                  row -> row.getString(1));
          return tables.isEmpty()
              ? Optional.empty()
              : sql.find(Schema.SELECT, row -> new Schema(row.getInt(1), row.getString(2)));
        });
  }

  /** Makes it under another name, so that nobody ever sees half of it. */
  private void create() {
    Path made = file.resolveSibling(file.getFileName() + "." + WriterId.random() + ".new");
    Path directory = requireNonNull(made.toAbsolutePath().getParent(), "parent");
    try {
      Files.createDirectories(directory);
      try {
        Schema.migrate(SqliteConnections.creator(made), SqliteDatabase.KIND, "");
        Files.createLink(file, made);
        force(directory);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker.
        force(directory);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException | FlywayException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The store %s cannot be created: %s. Check who may write there, and that there is space."
              .formatted(file, e),
          e);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
