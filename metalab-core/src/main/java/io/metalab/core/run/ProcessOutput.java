package io.metalab.core.run;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture.LogLevel;
import io.metalab.api.RunId;
import io.metalab.api.store.Store;
import io.metalab.capture.CaptureFactory;
import io.metalab.capture.LineSplitter;
import io.metalab.capture.OutputLog;
import io.metalab.capture.RunCapture;
import io.metalab.capture.Serializers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process and its native libraries print past the capture of runs, in a file that
 * grows: lines of a run go into its log, with the logger {@code worker}, the others elsewhere. Safe
 * for use by many threads.
 *
 * <p>The worker tells how large the file is when a run starts and when it ends, so that each line
 * belongs to the run that was executed when it was printed, however late it is read.
 */
public final class ProcessOutput implements Closeable {
  private static final String LOGGER = "worker";
  private static final int BUFFER_BYTES = 1 << 16;

  /** A file of which so much was read is emptied; it only serves to bring lines here. */
  private static final long MOST_FILE_BYTES = 256 << 20;

  private final FileChannel file;
  private final CaptureFactory captures;
  private final Consumer<String> everyLine;
  private final Consumer<String> elsewhere;
  private final LineSplitter splitter = new LineSplitter(this::line);
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;
  private @Nullable RunId runId;
  private int attempt;
  private @Nullable RunCapture capture;
  private @Nullable OutputLog log;

  /**
   * Reads a file from its start.
   *
   * @param file can be read and written; the worker appends to it
   * @param store where the logs are
   * @param everyLine is told each line
   * @param elsewhere takes lines that are printed while no run is executed
   */
  public ProcessOutput(
      FileChannel file, Store store, Consumer<String> everyLine, Consumer<String> elsewhere) {
    this.file = requireNonNull(file, "file");
    this.captures = new CaptureFactory(store, Serializers.of(List.of()), InstantSource.system());
    this.everyLine = requireNonNull(everyLine, "everyLine");
    this.elsewhere = requireNonNull(elsewhere, "elsewhere");
  }

  /**
   * A run starts.
   *
   * @param sizeBytes size of the file by then; what follows is of this attempt
   * @throws io.metalab.api.MetalabException if the store fails to take a line of the run before
   */
  public synchronized void begin(RunId newRunId, int newAttempt, long sizeBytes) {
    end(sizeBytes);
    runId = newRunId;
    attempt = newAttempt;
  }

  /**
   * A run has ended: brings what it has printed to its log.
   *
   * @param sizeBytes size of the file by then; what follows is nobody's
   * @throws io.metalab.api.MetalabException if the store fails to take it
   */
  public synchronized void end(long sizeBytes) {
    take(sizeBytes);
    if (runId != null) {
      splitter.finish();
      runId = null;
      closeLog();
    }
  }

  /** Returns the size of the file. */
  public long sizeBytes() {
    try {
      return file.size();
    } catch (IOException e) {
      elsewhere.accept("What the worker prints cannot be read: " + e);
      return 0;
    }
  }

  /**
   * Takes what was printed until the file had this size; it is of the run that started last.
   *
   * @throws io.metalab.api.MetalabException if the store fails to take it
   */
  public synchronized void take(long sizeBytes) {
    try {
      for (int n = read(sizeBytes); n > 0; n = read(sizeBytes)) {
        splitter.take(buffer.array(), 0, n);
      }
      if (position > MOST_FILE_BYTES) {
        file.truncate(0);
        position = 0;
      }
    } catch (IOException e) {
      elsewhere.accept("What the worker prints cannot be read: " + e);
    }
  }

  private int read(long sizeBytes) throws IOException {
    long left = sizeBytes - position;
    if (left <= 0) {
      return 0;
    }
    buffer.clear().limit((int) Math.min(left, buffer.capacity()));
    int n = file.read(buffer, position);
    position += Math.max(0, n);
    return n;
  }

  private void line(String line) {
    everyLine.accept(line);
    if (runId == null) {
      elsewhere.accept(line);
    } else {
      log(runId).add(LOGGER, line);
    }
  }

  /** Few runs print anything, so a log is opened for the first line. */
  private OutputLog log(RunId ofRun) {
    OutputLog opened = log;
    if (opened == null) {
      RunCapture fresh = captures.open(ofRun, attempt, artifact -> {});
      opened =
          new OutputLog((source, line) -> fresh.runLog().append(LogLevel.INFO, source, line, null));
      capture = fresh;
      log = opened;
    }
    return opened;
  }

  private void closeLog() {
    RunCapture ended = capture;
    OutputLog lines = log;
    capture = null;
    log = null;
    if (ended != null && lines != null) {
      lines.finish();
      ended.close();
    }
  }

  /** Takes what is left and lets go of the file. */
  @Override
  public synchronized void close() throws IOException {
    end(sizeBytes());
    splitter.finish();
    file.close();
  }
}
