package io.metalab.core.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the file system says of a file, to notice that it has changed.
 *
 * @param size in bytes
 * @param modified when the content was last changed, as the file system has it
 * @param changed when the content or the attributes were last changed; the epoch if unknown
 * @param inode device and inode; empty if unknown
 */
record FileStat(long size, Instant modified, Instant changed, String inode) {
  private static final String UNIX = "size,lastModifiedTime,ctime,dev,ino";

  /** Returns the state of a file, links followed. */
  static FileStat of(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStat(basic.size(), basic.lastModifiedTime().toInstant(), Instant.EPOCH, "");
    }
    Map<String, Object> unix = Files.readAttributes(file, "unix:" + UNIX);
    return new FileStat(
        unix.get("size") instanceof Long size ? size : -1,
        instant(unix.get("lastModifiedTime")),
        instant(unix.get("ctime")),
        unix.get("dev") + ":" + unix.get("ino"));
  }

  private static Instant instant(@Nullable Object time) {
    return time instanceof FileTime known ? known.toInstant() : Instant.EPOCH;
  }

  /** Returns whether a later change is sure to show: all is known, and nothing is newer than. */
  boolean isSettledBefore(Instant instant) {
    return !inode.isEmpty() && modified.isBefore(instant) && changed.isBefore(instant);
  }
}
