package io.metalab.executor.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a submission, seen by the controller and all nodes. Deleting it revokes the
 * submission: a task that finds no spec file does nothing.
 *
 * @param path the directory, whose name is the id of the submission
 */
record SubmissionDirectory(Path path) {
  /** How the names start of the files in which tasks keep which run they execute. */
  static final String RUNNING = "running-";

  private static final String JOB = "job";
  private static final String PROGRESS = "progress-";
  private static final Pattern LINE_ENDS = Pattern.compile("\\R");
  private static final int TAIL_BYTES = 2_000;

  /** Returns those below a directory that have a spec file, in the order of their names. */
  static List<SubmissionDirectory> list(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(child -> Files.exists(child.resolve(SpecFile.NAME)))
          .sorted()
          .map(SubmissionDirectory::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return path.getFileName().toString();
  }

  Path spec() {
    return path.resolve(SpecFile.NAME);
  }

  /** Returns what is submitted; empty if it is being written or deleted, or damaged. */
  Optional<SpecFile> findSpec() {
    try {
      return Optional.of(SpecFile.open(spec()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Path script() {
    return path.resolve("job.sh");
  }

  Path output(int task) {
    return path.resolve(task + ".out");
  }

  private Path withdrawn(int task) {
    return path.resolve("withdrawn-" + task);
  }

  private Path withdrawn() {
    return path.resolve("withdrawn");
  }

  /** Keeps the id of the job, so that a later controller finds it. */
  void writeJob(long jobId) throws IOException {
    Path draft = path.resolve(JOB + ".new");
    Files.writeString(draft, jobId + "\n", UTF_8);
    Files.move(draft, path.resolve(JOB), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns the id of the job; empty if its submission was not seen to succeed. */
  OptionalLong job() throws IOException {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(path.resolve(JOB)).strip()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Tells a task not to start some of its runs, and to cancel those that run.
   *
   * @param reasons why, by the places of the runs in the task
   */
  void withdraw(int task, Map<Integer, String> reasons) throws IOException {
    StringBuilder lines = new StringBuilder();
    reasons.forEach(
        (position, reason) ->
            lines
                .append(position)
                .append(' ')
                .append(LINE_ENDS.matcher(reason).replaceAll(" "))
                .append('\n'));
    Files.writeString(
        withdrawn(task), lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Tells all tasks not to start any of their runs, and to cancel those that run. */
  void withdrawAll(String reason) throws IOException {
    Path draft = path.resolve("withdrawn.new");
    Files.writeString(draft, LINE_ENDS.matcher(reason).replaceAll(" "), UTF_8);
    Files.move(draft, withdrawn(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Returns why all runs are withdrawn; empty unless they are. */
  Optional<String> withdrawnAll() throws IOException {
    try {
      return Optional.of(Files.readString(withdrawn(), UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns which runs of a task are withdrawn, by their places in it, and why. */
  Map<Integer, String> withdrawnFrom(int task) throws IOException {
    Map<Integer, String> reasons = new LinkedHashMap<>();
    try {
      String text = Files.readString(withdrawn(task), UTF_8);
      // A line that is being written has no end yet.
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        int blank = line.indexOf(' ');
        reasons.putIfAbsent(Integer.parseInt(line.substring(0, blank)), line.substring(blank + 1));
      }
    } catch (NoSuchFileException e) {
      // Nothing is withdrawn.
    }
    return reasons;
  }

  /** Returns the file in which a task keeps which run it executes. */
  Path running(int task) {
    return path.resolve(RUNNING + task);
  }

  /** Keeps how far a task's run has come. */
  void writeProgress(int task, RunEvent.Progress progress) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", progress.runId().hex());
    fields.put("fraction", progress.fraction());
    fields.put("message", progress.message());
    Path draft = path.resolve("new-" + PROGRESS + task);
    Files.writeString(draft, Json.write(fields) + "\n", UTF_8);
    Files.move(
        draft,
        path.resolve(PROGRESS + task),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns how far runs said last that they have come, by the numbers of their tasks. */
  Map<Integer, RunEvent.Progress> progress() {
    Map<Integer, RunEvent.Progress> all = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, PROGRESS + "*")) {
      for (Path file : files) {
        int task = Integer.parseInt(file.getFileName().toString().substring(PROGRESS.length()));
        Map<String, ?> fields = Json.parseObject(Files.readString(file, UTF_8));
        if (fields.get("id") instanceof String id
            && fields.get("fraction") instanceof Number fraction
            && fields.get("message") instanceof String message) {
          all.put(task, new RunEvent.Progress(new RunId(id), fraction.doubleValue(), message));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A file was replaced while it was read on another machine; the next look tells.
    }
    return all;
  }

  /** Returns the end of what a task has printed; empty if it has not begun. */
  String outputTail(int task) {
    try {
      byte[] all = Files.readAllBytes(output(task));
      int start = Math.max(0, all.length - TAIL_BYTES);
      return new String(all, start, all.length - start, UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Deletes the directory, the spec file first. */
  void delete() throws IOException {
    Files.deleteIfExists(spec());
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Deleted already.
    }
  }
}
