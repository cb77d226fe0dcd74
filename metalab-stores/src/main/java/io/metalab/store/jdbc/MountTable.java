package io.metalab.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Tells which file systems are reached over a network, where locks and shared memory fail. */
final class MountTable {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Set<String> NETWORK =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "fuse.beegfs",
          "fuse.ceph",
          "fuse.glusterfs",
          "fuse.s3fs",
          "fuse.sshfs",
          "gfs2",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "orangefs",
          "pvfs2",
          "smb3",
          "smbfs");

  private MountTable() {}

  /** Returns the type of the network file system that a path is on, if it is on one. */
  static Optional<String> networkType(Path path) {
    try {
      Path existing = path.toAbsolutePath().normalize();
      while (!Files.exists(existing) && existing.getParent() != null) {
        existing = existing.getParent();
      }
      return networkType(existing.toRealPath(), Files.readString(MOUNTS, UTF_8));
    } catch (IOException e) {
      // A system that lists no mounts gives no answer; its users are told by the documentation.
      return Optional.empty();
    }
  }

  /**
   * Returns the type of the network file system that a path is on, if it is on one.
   *
   * @param path without symbolic links
   * @param mounts a line for each mount: device, place, type, and more
   */
  static Optional<String> networkType(Path path, String mounts) {
    String type = "";
    int longest = -1;
    for (String line : mounts.lines().toList()) {
      String[] fields = line.split(" ");
      if (fields.length > 2) {
        Path place = Path.of(unescape(fields[1]));
        // Of two mounts on one place the later one is seen.
        if (path.startsWith(place) && place.getNameCount() >= longest) {
          longest = place.getNameCount();
          type = fields[2];
        }
      }
    }
    return Optional.of(type).filter(NETWORK::contains);
  }

  /** Blanks and the like are three octal digits behind a backslash. */
  private static String unescape(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 3 < field.length()) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
