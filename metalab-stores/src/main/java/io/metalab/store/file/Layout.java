package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.OpenOptions;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where everything is below {@code .metalab} of a store's directory. */
final class Layout {
  /** The version of what this program writes. */
  static final int FORMAT = 1;

  private static final String HOME = ".metalab";

  private static final List<String> DIRECTORIES =
      List.of(
          "segments",
          "streams",
          "artifacts",
          "holds",
          "writers",
          "claims",
          "fences",
          "index",
          "tmp");

  private final Path root;
  private final Path home;

  private final List<String> directories;

  private Layout(Path root, Path home, List<String> directories) {
    this.root = root;
    this.home = home;
    this.directories = directories;
  }

  /** Returns the places of a directory that holds artifacts alone, for a store elsewhere. */
  static Layout ofArtifacts(Path directory) {
    return new Layout(directory, directory, List.of("artifacts", "holds", "tmp"));
  }

  /**
   * Finds the store of a directory, or creates it if the options say so.
   *
   * @throws MetalabException with {@code NOT_FOUND}, {@code STORE_UNUSABLE}, {@code STORE_CORRUPT}
   *     or {@code STORE_NEWER}
   */
  static Layout open(Path directory, OpenOptions options) {
    Path root = directory.toAbsolutePath().normalize();
    Layout layout = new Layout(root, root.resolve(HOME), DIRECTORIES);
    try {
      layout.checkDirectory();
      if (!Disk.exists(layout.formatFile())) {
        if (!options.create()) {
          throw new MetalabException(
              ErrorCode.NOT_FOUND,
              "There is no store at %s. Check the path, or run a study to create one."
                  .formatted(layout.root));
        }
        layout.create();
      }
      layout.checkFormat();
      return layout;
    } catch (IOException e) {
      throw Disk.unusable(layout.root, "Cannot open the files", e);
    }
  }

  private void checkDirectory() throws IOException {
    for (Path path : List.of(root, home)) {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new MetalabException(
            ErrorCode.STORE_UNUSABLE,
            "The store %s cannot be opened: %s is not a directory. Choose another place."
                .formatted(root, path));
      }
    }
  }

  private void create() throws IOException {
    createDirectories();
    Disk.replace(
        temporary(),
        formatFile(),
        "{\"format\":%d,\"program\":\"metalab\"}\n".formatted(FORMAT).getBytes(UTF_8));
    Disk.force(home);
    // An earlier attempt may have created them and failed, or died, before they were durable.
    for (Path above = root; above != null; above = above.getParent()) {
      try {
        Disk.force(above);
      } catch (AccessDeniedException e) {
        break; // nobody created it who may not read it
      }
    }
  }

  /** Creates the directories that are not there, such as empty ones that a copy left out. */
  void createDirectories() throws IOException {
    for (String directory : directories) {
      Disk.createDirectories(home.resolve(directory));
    }
    // Some may be there without being durable yet.
    Disk.force(home);
  }

  private void checkFormat() throws IOException {
    byte[] json = Files.readAllBytes(formatFile());
    Object format;
    try {
      format = JsonTree.readObject(json, 0, json.length).get("format");
    } catch (IllegalArgumentException e) {
      throw damagedFormat(String.valueOf(e.getMessage()));
    }
    if (!(format instanceof Long version)) {
      throw damagedFormat("it names no format");
    }
    if (version > FORMAT) {
      throw newer("the store %s".formatted(root), version);
    }
  }

  private MetalabException damagedFormat(String what) {
    return new MetalabException(
        ErrorCode.STORE_CORRUPT,
        "The file %s is damaged: %s. Copy it back from a backup, or write {\"format\":%d} into it."
            .formatted(formatFile(), what, FORMAT));
  }

  static MetalabException newer(String what, Object version) {
    return new MetalabException(
        ErrorCode.STORE_NEWER,
        "A newer version of metalab wrote %s (format %s; this version knows %d). Use that version."
            .formatted(what, version, FORMAT));
  }

  /** Returns the directory that the store was opened at. */
  Path root() {
    return root;
  }

  Path home() {
    return home;
  }

  private Path formatFile() {
    return home.resolve("format.json");
  }

  Path segments() {
    return home.resolve("segments");
  }

  Path streams() {
    return home.resolve("streams");
  }

  /** Returns the directory of packs of a kind and level, such as {@code segments-1}. */
  Path packs(String kind) {
    return home.resolve("packs").resolve(kind);
  }

  Path artifacts() {
    return home.resolve("artifacts");
  }

  Path artifactShard(String sha256) {
    return artifacts().resolve(sha256.substring(0, 2));
  }

  Path artifact(String sha256) {
    return artifactShard(sha256).resolve(sha256);
  }

  Path trash() {
    return home.resolve("trash");
  }

  Path holds() {
    return home.resolve("holds");
  }

  /** Returns a name in {@code holds} that nobody else uses, and that tells the process. */
  Path newHolds() {
    return holds().resolve(ProcessTag.SELF + "." + WriterId.random());
  }

  Path states() {
    return home.resolve("states");
  }

  /** Returns the directory of what the attempts at a run have saved to continue from. */
  Path states(RunId run) {
    return states().resolve(run.hex());
  }

  Path writers() {
    return home.resolve("writers");
  }

  Path claims() {
    return home.resolve("claims");
  }

  Path fences() {
    return home.resolve("fences");
  }

  Path fence(String writer) {
    return fences().resolve(writer);
  }

  Path fenceLengths(String writer) {
    return fences().resolve(writer + ".len");
  }

  Path index() {
    return home.resolve("index");
  }

  Path sidecar(SegmentName segment) {
    return sidecar(segment.fileName());
  }

  /** Returns the sidecar of a segment's or a pack's file. */
  Path sidecar(String fileName) {
    return index().resolve(fileName + ".idx");
  }

  Path tmp() {
    return home.resolve("tmp");
  }

  /** Returns a name in {@code tmp} that nobody else uses, and that tells the process. */
  Path temporary() {
    return tmp().resolve(ProcessTag.SELF + "." + WriterId.random());
  }

  /** Returns the number of bytes of all files. */
  long sizeBytes() throws IOException {
    try (var paths = Files.walk(home)) {
      long total = 0;
      for (Path path : (Iterable<Path>) paths::iterator) {
        total += sizeOf(path);
      }
      return total;
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A file may go while the others are counted. */
  private static long sizeOf(Path path) throws IOException {
    try {
      return Files.isRegularFile(path) ? Files.size(path) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
