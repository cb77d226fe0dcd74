package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.store.StreamKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt, and the thread's way to it; safe for use by many threads.
 *
 * <p>An entry is one line such as {@code 2026-11-20T16:02:11.123Z INFO [logger] message}, in UTC;
 * further lines of the message and the stack trace follow, indented. Lines are buffered and
 * appended when there are 8 KiB of them, with an entry of level WARN or ERROR, with the first entry
 * that comes a second after the oldest buffered one, and on close.
 *
 * <p>While a log is bound to a thread, {@link #current} gives it there and on the threads that were
 * started by it meanwhile. A thread that outlives its run, such as one of a shared pool, keeps the
 * binding, but an ended run's log is never current again: what the thread logs then goes where
 * lines without a run go.
 */
public final class RunLog {
  /** The logger name of lines that {@link io.metalab.api.Capture#log} writes. */
  public static final String CAPTURE_LOGGER = "run";

  private static final int MAX_BYTES = 8 << 10;
  private static final long MAX_AGE_MILLIS = 1_000;
  private static final String INDENT = "    ";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final InheritableThreadLocal<@Nullable RunLog> CURRENT =
      new InheritableThreadLocal<>();

  private final AttemptStore store;
  private final InstantSource clock;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(0);
  private long oldestMillis;
  private boolean flushing;
  private volatile @Nullable RunPrints prints;
  private volatile boolean closed;

  RunLog(AttemptStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns the open log that is bound to this thread, if there is one. */
  public static Optional<RunLog> current() {
    return Optional.ofNullable(CURRENT.get()).filter(log -> !log.closed);
  }

  /** Makes this the current log of this thread, until the binding is closed on this thread. */
  public Binding bind() {
    RunLog before = CURRENT.get();
    CURRENT.set(this);
    return () -> {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    };
  }

  /**
   * Appends an entry.
   *
   * @param logger name of what logs
   * @param thrown what to print the stack trace of, or null
   * @return whether the log took it: one that is closed does not
   * @throws io.metalab.api.MetalabException if the store fails
   */
  public boolean append(LogLevel level, String logger, String message, @Nullable Throwable thrown) {
    requireNonNull(level, "level");
    Instant now = clock.instant();
    byte[] entry = entry(now, level, logger, message, thrown).getBytes(StandardCharsets.UTF_8);
    return append(entry, now.toEpochMilli(), level.compareTo(LogLevel.WARN) >= 0);
  }

  private synchronized boolean append(byte[] entry, long nowMillis, boolean urgent) {
    if (closed) {
      return false;
    }
    if (buffer.size() == 0) {
      oldestMillis = nowMillis;
    }
    buffer.writeBytes(entry);
    if (urgent || buffer.size() >= MAX_BYTES || nowMillis - oldestMillis >= MAX_AGE_MILLIS) {
      flush();
    }
    return true;
  }

  /** Returns the streams whose lines become entries. */
  RunPrints prints() {
    RunPrints begun = prints;
    if (begun == null) {
      synchronized (this) {
        begun = prints == null ? new RunPrints(this) : prints;
        prints = begun;
      }
    }
    return begun;
  }

  /** Appends what is buffered, what was printed included, and refuses further entries. */
  void close() {
    RunPrints begun = prints;
    if (begun != null) {
      begun.finish();
    }
    synchronized (this) {
      if (!closed) {
        closed = true;
        flush();
      }
    }
  }

  private void flush() {
    // A store that logs while it appends must not make this append again.
    if (flushing || buffer.size() == 0) {
      return;
    }
    byte[] bytes = buffer.toByteArray();
    buffer.reset();
    flushing = true;
    try {
      store.append(StreamKey.Kind.LOG, bytes);
    } finally {
      flushing = false;
    }
  }

  private static String entry(
      Instant time, LogLevel level, String logger, String message, @Nullable Throwable thrown) {
    StringBuilder entry = new StringBuilder(64 + message.length());
    TIME.formatTo(time, entry);
    entry.append(' ').append(level).append(level.name().length() == 4 ? "  [" : " [");
    entry.append(logger).append("] ");
    appendIndented(entry, message);
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      entry.append(INDENT);
      appendIndented(entry, trace.toString());
    }
    return entry.toString();
  }

  /** Appends lines, all but the first indented, each ending with a line feed. */
  private static void appendIndented(StringBuilder entry, String text) {
    entry.append(String.join("\n" + INDENT, text.stripTrailing().lines().toList())).append('\n');
  }

  /** Ends a thread's binding to a log. */
  public interface Binding extends AutoCloseable {
    @Override
    void close();
  }
}
