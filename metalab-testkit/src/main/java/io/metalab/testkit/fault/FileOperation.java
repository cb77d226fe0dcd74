package io.metalab.testkit.fault;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * One operation on a {@link FaultFileSystem}.
 *
 * @param number counts the operations from 0; reads are counted apart
 * @param kind what it does
 * @param path the real path it does it to; the target of a move
 */
public record FileOperation(long number, Kind kind, Path path) {
  /** What an operation does. */
  public enum Kind {
    /** Creates a file. */
    CREATE,
    /** Writes bytes. */
    WRITE,
    /** Cuts a file. */
    TRUNCATE,
    /** Makes a file's bytes durable. */
    FORCE,
    /** Makes a directory's entries durable. */
    FORCE_DIRECTORY,
    /** Renames. */
    MOVE,
    /** Deletes. */
    DELETE,
    /** Creates a directory. */
    CREATE_DIRECTORY,
    /** Reads bytes; the only kind that neither changes nor syncs anything. */
    READ
  }

  public FileOperation {
    requireNonNull(kind, "kind");
    requireNonNull(path, "path");
  }
}
