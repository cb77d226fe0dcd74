package io.metalab.store.file;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the store does with small files and directories, on threads that may be interrupted.
 *
 * <p>Interrupting a thread closes the channel that it is reading or writing. Streams of {@link
 * Files} are exempt; where a channel is needed, the work is done again on a new one and the
 * interrupt is kept.
 */
final class Disk {
  private Disk() {}

  /** Makes a file's content, or a directory's names, durable. */
  static void force(Path path) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether a file is there; an error is not taken for an answer. */
  static boolean exists(Path path) throws IOException {
    try {
      path.getFileSystem().provider().checkAccess(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Creates a directory and those above it that are not there, durably. */
  static void createDirectories(Path directory) throws IOException {
    if (exists(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      return;
    }
    if (parent != null) {
      forceName(directory, parent);
    }
  }

  /** A directory whose name may be lost must not look durable to whoever comes next. */
  private static void forceName(Path directory, Path parent) throws IOException {
    try {
      force(parent);
    } catch (IOException e) {
      try {
        Files.delete(directory);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** Puts a durable copy of a file in its place, which gives it its name anew. */
  static void renew(Path file, Path temporary) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(temporary)) {
      in.transferTo(out);
    }
    force(temporary);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Creates a file with this content; returns false if it is there already. */
  static boolean createNew(Path path, byte[] content) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Creates a file that has all of this content from the start, so that none who dies leaves it
   * empty; returns false if it is there already.
   */
  static boolean createWhole(Path temporary, Path target, byte[] content) throws IOException {
    try {
      Files.write(temporary, content);
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Puts a complete and durable file in its place, over one that may be there. */
  static void replace(Path temporary, Path target, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(temporary)) {
      out.write(content);
    }
    force(temporary);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the bytes from an offset; fewer only at the end of the file. */
  static byte[] read(Path path, long offset, int length) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(offset);
      return in.readNBytes(length);
    }
  }

  /** Returns the names in a directory in ascending order, none if it is not there. */
  static List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        names.add(path.getFileName().toString());
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** Returns the error that a store cannot be used, with what to do about it. */
  static MetalabException unusable(Path root, String what, IOException cause) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "%s in the store %s: %s. %s".formatted(what, root, reason(cause), remedy(cause)),
        cause);
  }

  private static String reason(IOException cause) {
    String name = cause.getClass().getSimpleName();
    return cause.getMessage() == null ? name : name + " " + cause.getMessage();
  }

  private static String remedy(IOException cause) {
    String text = reason(cause).toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota")) {
      return "The disk is full. Free some space, then run the same command again; what was"
          + " acknowledged before is kept.";
    }
    if (text.contains("accessdenied") || text.contains("read-only")) {
      return "Check who may write there, or choose another store.";
    }
    return "Check the disk, then run the same command again; what was acknowledged before is kept.";
  }
}
