package io.metalab.cli.detach;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.cli.output.Plain;
import io.metalab.cli.output.Problem;
import io.metalab.core.json.Json;
import io.metalab.core.provenance.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a detached process tells the one that started it, once: that its study runs, or that it
 * ended before. It is a file beside the log, there as a whole or not at all, which the reader
 * deletes.
 */
public final class Handshake {
  /** The names of what is told of a study that runs. */
  public static final List<String> FIELDS = List.of("study", "pid", "host", "log", "store", "todo");

  private static final String RUNNING = "running";
  private static final String DATA = "data";
  private static final String EXIT = "exit_code";
  private static final String CODE = "code";
  private static final String MESSAGE = "message";
  private static final String HINT = "hint";
  private static final String DETAILS = "details";

  private final Path log;
  private boolean told;

  /** Creates the handshake of the process whose output is kept in this log. */
  Handshake(Path log) {
    this.log = requireNonNull(log, "log");
  }

  /** What the detached process has told. */
  sealed interface Word {
    /** Its study runs. */
    record Running(Map<String, @Nullable Object> data) implements Word {}

    /** It is over already, since nothing was left to do. */
    record Ended(int exitCode, @Nullable Object data) implements Word {}

    /** It failed before its study ran. */
    record Failed(Problem problem) implements Word {}
  }

  /** Returns the file that keeps what the process prints. */
  public Path log() {
    return log;
  }

  /**
   * Tells that the study runs.
   *
   * @param study {@code name:version}
   * @param store the store as the user wrote it
   * @param todo how many runs are to be executed
   */
  public void running(String study, String store, long todo) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", study);
    data.put("pid", ProcessHandle.current().pid());
    data.put("host", Machine.host());
    data.put("log", log.toString());
    data.put("store", store);
    data.put("todo", todo);
    tell(Map.of(RUNNING, data));
  }

  /** Tells that the command is over, unless it was told that the study runs. */
  public void ended(int exitCode, @Nullable Object data) {
    Map<String, @Nullable Object> word = new LinkedHashMap<>();
    word.put(EXIT, exitCode);
    word.put(DATA, data);
    tell(word);
  }

  /** Tells why the command failed, unless it was told that the study runs. */
  public void failed(Problem problem) {
    Map<String, @Nullable Object> word = new LinkedHashMap<>();
    word.put(CODE, problem.code().name());
    word.put(MESSAGE, problem.message());
    word.put(HINT, problem.hint());
    word.put(DETAILS, problem.details());
    tell(word);
  }

  private synchronized void tell(Map<String, ? extends @Nullable Object> word) {
    if (told) {
      return;
    }
    told = true;
    Path part = beside(".part");
    try {
      Files.writeString(part, Json.write(Plain.of(word)));
      Files.move(part, beside(".told"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Returns what was told, and forgets it; empty if nothing was told yet. */
  Optional<Word> hear() {
    Path file = beside(".told");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, @Nullable Object> word = Json.parseObject(Files.readString(file));
      Files.delete(file);
      return Optional.of(word(word));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static Word word(Map<String, @Nullable Object> word) {
    if (word.containsKey(RUNNING)) {
      return new Word.Running(map(word.get(RUNNING)));
    }
    if (word.containsKey(EXIT)) {
      return new Word.Ended(((Number) requireNonNull(word.get(EXIT))).intValue(), word.get(DATA));
    }
    return new Word.Failed(
        new Problem(
            ErrorCode.valueOf(String.valueOf(word.get(CODE))),
            String.valueOf(word.get(MESSAGE)),
            String.valueOf(word.get(HINT)),
            map(word.get(DETAILS))));
  }

  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
    }
    return copy;
  }

  private Path beside(String suffix) {
    return log.resolveSibling(log.getFileName() + suffix);
  }

  private MetalabException unusable(IOException e) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The directory %s of the log cannot be used: %s".formatted(log.getParent(), e),
        e);
  }
}
