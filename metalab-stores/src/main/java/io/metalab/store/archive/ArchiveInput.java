package io.metalab.store.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * An archive that is open to read; nothing is handed out that does not fit its digest. Safe for use
 * by many threads.
 */
final class ArchiveInput implements Closeable {
  private final Path file;
  private final ZipFile zip;
  private final Seal seal;
  private final Map<String, String> sums;

  private ArchiveInput(Path file, ZipFile zip, Seal seal, Map<String, String> sums) {
    this.file = file;
    this.zip = zip;
    this.seal = seal;
    this.sums = Collections.unmodifiableMap(sums);
  }

  /**
   * Opens an archive and reads its list of digests.
   *
   * @throws MetalabException with {@code NOT_FOUND}, {@code STORE_CORRUPT}, {@code STORE_NEWER}, or
   *     {@code STORE_UNUSABLE} if it is a zip file of another kind
   */
  static ArchiveInput open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND, "There is no archive %s. Check the path.".formatted(file));
    }
    try {
      ZipFile zip = new ZipFile(file.toFile(), UTF_8);
      try {
        Seal seal = seal(file, zip.getComment());
        return new ArchiveInput(file, zip, seal, sums(file, zip, seal));
      } catch (IOException | RuntimeException | Error e) {
        zip.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(file, "it does not open as a zip file (%s)".formatted(e.getMessage()), e);
    }
  }

  private static Seal seal(Path file, @Nullable String comment) {
    String text = comment == null ? "" : comment;
    int format =
        Seal.format(text)
            .orElseThrow(
                () ->
                    new MetalabException(
                        ErrorCode.STORE_UNUSABLE,
                        "The file %s is not an archive of studies, or its end is damaged: a zip file that 'metalab export' wrote ends with a seal."
                            .formatted(file)));
    if (format > Seal.FORMAT) {
      throw new MetalabException(
          ErrorCode.STORE_NEWER,
          "The archive %s has format %d; this version reads up to %d. Use a newer version of metalab."
              .formatted(file, format, Seal.FORMAT));
    }
    return Seal.parse(text).orElseThrow(() -> damaged(file, "its seal is not whole", null));
  }

  private static Map<String, String> sums(Path file, ZipFile zip, Seal seal) throws IOException {
    byte[] list =
        entry(zip, Entries.SUMS).map(entry -> bytes(file, zip, entry)).orElse(new byte[0]);
    if (!Hashing.sha256().hashBytes(list).toString().equals(seal.list())) {
      throw damaged(file, "the entry %s does not fit the seal".formatted(Entries.SUMS), null);
    }
    Map<String, String> sums = new LinkedHashMap<>();
    new String(list, UTF_8)
        .lines()
        .forEachOrdered(line -> sums.put(line.substring(66), line.substring(0, 64)));
    return sums;
  }

  private static Optional<ZipEntry> entry(ZipFile zip, String name) {
    return Optional.ofNullable(zip.getEntry(name));
  }

  private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw damaged(file, wrong(entry.getName(), String.valueOf(e.getMessage())), e);
    }
  }

  Path file() {
    return file;
  }

  Seal seal() {
    return seal;
  }

  /** Returns the digests of the entries by name, in the order of the file. */
  Map<String, String> sums() {
    return sums;
  }

  /** Returns whether there is an entry of this name besides those that the list tells of. */
  Optional<String> stranger() {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> !sums.containsKey(name) && !name.equals(Entries.SUMS))
        .findFirst();
  }

  /**
   * Returns the bytes of an entry.
   *
   * @throws MetalabException with {@code STORE_CORRUPT} if they do not fit its digest
   */
  byte[] read(String name) {
    byte[] bytes = bytes(file, zip, find(name));
    if (!Hashing.sha256().hashBytes(bytes).toString().equals(sums.get(name))) {
      throw damaged(file, wrong(name, "its bytes do not fit their digest"), null);
    }
    return bytes;
  }

  /** Reads an entry to its end; fails there as {@link #read} does. */
  void check(String name) {
    try (InputStream in = open(name)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw damaged(file, wrong(name, String.valueOf(e.getMessage())), e);
    }
  }

  /** Opens an entry; its end is an error if the bytes do not fit its digest. */
  InputStream open(String name) throws IOException {
    return new Checked(
        new HashingInputStream(Hashing.sha256(), zip.getInputStream(find(name))), name);
  }

  private ZipEntry find(String name) {
    return entry(zip, name).orElseThrow(() -> damaged(file, wrong(name, "it is not there"), null));
  }

  private static String wrong(String entry, String what) {
    return "the entry %s is damaged (%s)".formatted(entry, what);
  }

  private static MetalabException damaged(Path file, String what, @Nullable Throwable cause) {
    String message =
        "The archive %s is damaged: %s. Copy it again from where it came from, or export it anew."
            .formatted(file, what);
    return cause == null
        ? new MetalabException(ErrorCode.STORE_CORRUPT, message)
        : new MetalabException(ErrorCode.STORE_CORRUPT, message, cause);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private final class Checked extends FilterInputStream {
    private final HashingInputStream hashing;
    private final String name;
    private boolean checked;

    Checked(HashingInputStream hashing, String name) {
      super(hashing);
      this.hashing = hashing;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return checked(super.read(bytes, offset, length));
    }

    private int checked(int read) {
      if (read < 0 && !checked) {
        checked = true;
        if (!hashing.hash().toString().equals(sums.get(name))) {
          throw damaged(file, wrong(name, "its bytes do not fit their digest"), null);
        }
      }
      return read;
    }
  }
}
