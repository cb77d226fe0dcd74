package io.metalab.cli.command;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a run's log, going on where it stopped; not thread-safe.
 *
 * <p>A line is {@code TIME LEVEL [logger] message}; the indented lines below it belong to it.
 */
final class LogReader {
  private static final int CHUNK_BYTES = 64 << 10;

  private final Store store;
  private final StreamKey stream;
  private final @Nullable LogLevel least;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private boolean wanted = true;

  /**
   * Reads from the start.
   *
   * @param least the level from which on lines are wanted, or null for all
   */
  private LogReader(Store store, StreamKey stream, @Nullable LogLevel least) {
    this.store = store;
    this.stream = stream;
    this.least = least;
  }

  /** Returns a reader of the log of an attempt, from its start. */
  static LogReader of(Store store, RunId runId, int attempt, @Nullable LogLevel least) {
    return new LogReader(store, new StreamKey(runId, attempt, StreamKey.Kind.LOG), least);
  }

  /** Hands over the lines that have been written since the last call. */
  void readNew(Consumer<String> action) {
    byte[] bytes = store.read(stream, offset, CHUNK_BYTES);
    while (bytes.length > 0) {
      offset += bytes.length;
      for (byte b : bytes) {
        if (b == '\n') {
          take(line.toString(StandardCharsets.UTF_8), action);
          line.reset();
        } else {
          line.write(b);
        }
      }
      bytes = store.read(stream, offset, CHUNK_BYTES);
    }
  }

  private void take(String text, Consumer<String> action) {
    if (!text.startsWith(" ")) {
      wanted = isWanted(text);
    }
    if (wanted) {
      action.accept(text);
    }
  }

  private boolean isWanted(String text) {
    if (least == null) {
      return true;
    }
    String[] words = text.split(" ", 3);
    for (LogLevel level : LogLevel.values()) {
      if (words.length > 1 && words[1].equals(level.name())) {
        return level.compareTo(least) >= 0;
      }
    }
    return true;
  }
}
