package io.metalab.core.command;

import io.metalab.api.Capture;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of one attempt: its params, and what the command leaves in its directory. */
final class RunFiles {
  private static final String PARAMS = "params.json";
  private static final String OUT = "out";
  private static final String METRICS = "metrics.json";
  private static final long MOST_METRICS_BYTES = 16 << 20;

  private final Path scratch;
  private final Path out;
  private final Path params;

  private RunFiles(Path scratch) {
    this.scratch = scratch;
    this.out = scratch.resolve(OUT);
    this.params = scratch.resolve(PARAMS);
  }

  /** Makes the files in an empty directory. */
  static RunFiles create(Path scratch, Params params) throws IOException {
    RunFiles files = new RunFiles(scratch);
    Files.createDirectory(files.out);
    Files.writeString(files.params, CommandValues.json(params));
    return files;
  }

  Path out() {
    return out;
  }

  Path params() {
    return params;
  }

  /**
   * Captures the metrics of {@code metrics.json}, if there is one.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is no file of metrics
   */
  void captureMetrics(Capture capture, Remarks remarks) throws IOException {
    Path file = out.resolve(METRICS);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      if (Files.size(file) > MOST_METRICS_BYTES) {
        throw new MetalabException(
            ErrorCode.INVALID_VALUE, "It has more than %d bytes.".formatted(MOST_METRICS_BYTES));
      }
      Map<String, Object> metrics =
          MetricJson.read(
              Files.readString(file),
              what -> remarks.add("A metric of metrics.json was left out: " + what + "."));
      capture.metrics(metrics);
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.INVALID_VALUE) {
        throw e;
      }
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The file metrics.json of the command holds no metrics. " + e.getMessage(),
          e);
    }
  }

  /**
   * Captures every other file of the directory under its relative name. What leads out of the
   * directory is left alone.
   */
  void captureArtifacts(Capture capture, Remarks remarks) throws IOException {
    remarkStrays(remarks);
    if (!Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
      remarks.add("The command removed or replaced its directory METALAB_OUT.");
      return;
    }
    Path real = out.toRealPath();
    Collection collection = new Collection(real, remarks);
    Files.walkFileTree(real, collection);
    collection.files.forEach(
        (name, file) -> {
          try {
            capture.file(name, file);
          } catch (MetalabException e) {
            if (e.code() != ErrorCode.INVALID_VALUE) {
              throw e;
            }
            remarks.add("A file was not kept: " + e.getMessage());
          }
        });
  }

  private void remarkStrays(Remarks remarks) throws IOException {
    try (Stream<Path> entries = Files.list(scratch)) {
      entries
          .filter(entry -> !entry.equals(out) && !entry.equals(params))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .forEach(
              name ->
                  remarks.add(
                      "The file ../%s was not kept: it lies outside METALAB_OUT.".formatted(name)));
    }
  }

  /** Gathers the regular files of a directory by relative name. */
  private static final class Collection extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Remarks remarks;
    private final SortedMap<String, Path> files = new TreeMap<>();

    private Collection(Path root, Remarks remarks) {
      this.root = root;
      this.remarks = remarks;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = relative(file);
      if (attributes.isSymbolicLink()) {
        link(name, file);
      } else if (!attributes.isRegularFile()) {
        remarks.add("%s was not kept: it is neither a file nor a directory.".formatted(name));
      } else if (!name.equals(METRICS)) {
        files.put(name, file);
      }
      return FileVisitResult.CONTINUE;
    }

    private void link(String name, Path link) throws IOException {
      if (!Files.exists(link)) {
        remarks.add("%s was not kept: it is a link that leads nowhere.".formatted(name));
        return;
      }
      Path target = link.toRealPath();
      if (!target.startsWith(root)) {
        remarks.add("%s was not kept: it is a link that leads out of METALAB_OUT.".formatted(name));
      } else if (Files.isRegularFile(target)) {
        files.put(name, target);
      }
    }

    private String relative(Path file) {
      return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
  }
}
