package io.metalab.store.archive;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment at the end of an archive, by which it is known and checked.
 *
 * @param format version of the format
 * @param list SHA-256 of the list of digests
 * @param file SHA-256 of all bytes before these digits
 */
record Seal(int format, String list, String file) {
  /** The version of what this program writes. */
  static final int FORMAT = 1;

  private static final Pattern START = Pattern.compile("\\{\"archive\":([0-9]{1,9}),.*");
  private static final Pattern WHOLE =
      Pattern.compile(
          "\\{\"archive\":([0-9]{1,9}),\"list\":\"([0-9a-f]{64})\",\"file\":\"([0-9a-f]{64})\"\\}");
  private static final String OPEN_DIGITS = "0".repeat(64);
  private static final int TAIL = "\"}".length();
  private static final int BUFFER = 1 << 16;

  /** Returns the version that a comment tells; empty if it is not the comment of an archive. */
  static Optional<Integer> format(String comment) {
    Matcher matcher = START.matcher(comment);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** Reads a comment of this version; empty if it is damaged. */
  static Optional<Seal> parse(String comment) {
    Matcher matcher = WHOLE.matcher(comment);
    return matcher.matches()
        ? Optional.of(
            new Seal(Integer.parseInt(matcher.group(1)), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  /** Returns the comment of an archive that is not closed yet. */
  static String open(String list) {
    return comment(list, OPEN_DIGITS);
  }

  private static String comment(String list, String file) {
    return "{\"archive\":%d,\"list\":\"%s\",\"file\":\"%s\"}".formatted(FORMAT, list, file);
  }

  /** Puts the digest of a written archive in its place and makes the file durable. */
  static void close(Path archive) throws IOException {
    String digest = digest(archive);
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.seek(file.length() - TAIL - digest.length());
      file.write(digest.getBytes(StandardCharsets.US_ASCII));
      file.getFD().sync();
    }
  }

  /** Returns the SHA-256 of all bytes of an archive before the digits that say it. */
  static String digest(Path archive) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
      byte[] buffer = new byte[BUFFER];
      long left = file.length() - TAIL - OPEN_DIGITS.length();
      while (left > 0) {
        int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        hasher.putBytes(buffer, 0, read);
        left -= read;
      }
    }
    return hasher.hash().toString();
  }
}
