package io.metalab.core.identity;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Digests of the contents that file references stand for; safe for use by many threads.
 *
 * <p>The digest of a file is the SHA-256 of its bytes, that of a directory covers the relative
 * names and contents of its files. Times, inodes and paths only serve to recognise a file that was
 * hashed before.
 */
public final class FileDigests {
  private final Path base;
  private final ContentHasher hasher;
  private final Optional<Path> cacheFile;

  FileDigests(Path base, ContentHasher hasher) {
    this(base, hasher, Optional.empty());
  }

  private FileDigests(Path base, ContentHasher hasher, Optional<Path> cacheFile) {
    this.base = base.toAbsolutePath().normalize();
    this.hasher = hasher;
    this.cacheFile = cacheFile;
  }

  /**
   * Returns digests of files named relative to a directory, remembered as long as this object
   * lives.
   */
  public static FileDigests of(Path base) {
    return create(base, Optional.empty(), InstantSource.system());
  }

  /**
   * Returns digests of files named relative to a directory, remembered in a file.
   *
   * @param cache the file; one that cannot be read or written means that more is hashed
   * @param clock tells how old a change is
   */
  public static FileDigests of(Path base, Path cache, InstantSource clock) {
    return create(base, Optional.of(cache), clock);
  }

  /**
   * Returns the file in which a person's digests are remembered: {@code metalab/digests} below
   * {@code XDG_CACHE_HOME} or {@code ~/.cache}.
   *
   * @param environment the environment variables
   */
  public static Path userCache(Map<String, String> environment) {
    String cacheHome = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path home =
        cacheHome.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cacheHome);
    return home.resolve("metalab").resolve("digests");
  }

  private static FileDigests create(Path base, Optional<Path> cacheFile, InstantSource clock) {
    DigestCache cache = cacheFile.map(DigestCache::in).orElseGet(DigestCache::inMemory);
    return new FileDigests(
        base, new ContentHasher(cache, clock, ContentHasher::openFile), cacheFile);
  }

  /** Returns the absolute directory that files are named relative to. */
  public Path base() {
    return base;
  }

  /** Returns the file in which digests are remembered, if there is one. */
  public Optional<Path> cacheFile() {
    return cacheFile;
  }

  /**
   * Returns a reference with its absolute path and the digest of its content. One that has a digest
   * keeps it; {@link #verify(FileRef)} checks it before use.
   *
   * @param field where the reference stands, such as {@code context.dataset}, for error messages
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if the content is missing or
   *     cannot be read, with {@link ErrorCode#CONTEXT_CHANGED} if it changed while it was hashed,
   *     with {@link ErrorCode#INVALID_VALUE} if an artifact has no digest
   */
  public FileRef resolve(FileRef reference, String field) {
    requireNonNull(field, "field");
    FileRef located = located(reference, field);
    return located.isResolved() ? located : located.withSha256(digest(located, field));
  }

  /**
   * Checks that the content is what the reference says, just before it is used.
   *
   * @throws MetalabException with {@link ErrorCode#CONTEXT_CHANGED} if it is not, with {@link
   *     ErrorCode#FILE_UNREADABLE} if it is missing or cannot be read
   */
  public void verify(FileRef reference) {
    if (reference instanceof ArtifactValue) {
      return; // A store addresses artifacts by digest and checks what it reads.
    }
    FileRef located = located(reference, "");
    String found = digest(located, "");
    if (!found.equals(reference.sha256())) {
      throw new MetalabException(
          ErrorCode.CONTEXT_CHANGED,
          "The content of %s changed between plan and run: it was %s… and is %s… now. Start again to plan with the new content, or restore the old."
              .formatted(path(located), shortHex(reference.sha256()), shortHex(found)));
    }
  }

  private FileRef located(FileRef reference, String field) {
    if (reference instanceof FileValue file) {
      return new FileValue(absolute(file.path(), field), file.sha256());
    }
    if (reference instanceof DirValue dir) {
      return new DirValue(absolute(dir.path(), field), dir.pattern(), dir.sha256());
    }
    return reference;
  }

  private String absolute(String path, String field) {
    try {
      return base.resolve(path).normalize().toString();
    } catch (InvalidPathException e) {
      throw unreadable(field, path, "this is no path here; " + e.getReason(), e);
    }
  }

  private String digest(FileRef located, String field) {
    try {
      if (located instanceof FileValue file) {
        return file(Path.of(file.path()), field);
      }
      if (located instanceof DirValue dir) {
        return directory(Path.of(dir.path()), dir.pattern(), field);
      }
    } catch (IOException e) {
      throw unreadable(field, path(located), reason(e), e);
    }
    ArtifactValue artifact = (ArtifactValue) located;
    throw new MetalabException(
        ErrorCode.INVALID_VALUE,
        "The artifact %s of run %s at %s has no digest, so it cannot enter an id. Maybe name a copy of it as {file: …}."
            .formatted(artifact.name(), artifact.runId().shortHex(), field));
  }

  private String file(Path file, String field) throws IOException {
    if (Files.isDirectory(file)) {
      throw unreadable(field, file.toString(), "it is a directory; maybe use {dir: …}");
    }
    return hasher.sha256(file);
  }

  private String directory(Path directory, String pattern, String field) throws IOException {
    if (Files.isRegularFile(directory)) {
      throw unreadable(field, directory.toString(), "it is a file; maybe use {file: …}");
    }
    try {
      return DirectoryDigest.of(directory, pattern, hasher);
    } catch (PatternSyntaxException e) {
      throw unreadable(
          field, directory.toString(), "the pattern '%s' is no glob".formatted(pattern), e);
    }
  }

  private static String path(FileRef located) {
    if (located instanceof FileValue file) {
      return file.path();
    }
    return located instanceof DirValue dir ? dir.path() : located.toString();
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    if (e instanceof FileSystemLoopException) {
      return "its links form a loop";
    }
    return String.valueOf(e.getMessage());
  }

  private static MetalabException unreadable(
      String field, String path, String reason, Throwable cause) {
    return new MetalabException(ErrorCode.FILE_UNREADABLE, message(field, path, reason), cause);
  }

  private static MetalabException unreadable(String field, String path, String reason) {
    return new MetalabException(ErrorCode.FILE_UNREADABLE, message(field, path, reason));
  }

  private static String message(String field, String path, String reason) {
    return "Cannot read %s%s: %s.".formatted(path, field.isEmpty() ? "" : " of " + field, reason);
  }

  private static String shortHex(String digest) {
    return digest.substring(0, Math.min(8, digest.length()));
  }
}
