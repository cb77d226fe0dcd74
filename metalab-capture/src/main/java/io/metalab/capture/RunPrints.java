package io.metalab.capture;

import io.metalab.api.Capture.LogLevel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of one attempt: each line that is printed to them becomes an entry of its
 * log, bounded as {@link OutputLog} says; safe for use by many threads.
 */
final class RunPrints {
  private static final String OUT = "stdout";
  private static final String ERR = "stderr";

  private final OutputLog log;
  private final Lines outLines = new Lines(OUT);
  private final Lines errLines = new Lines(ERR);
  private final PrintStream out = new PrintStream(outLines, false, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(errLines, false, StandardCharsets.UTF_8);

  RunPrints(RunLog runLog) {
    this.log =
        new OutputLog(
            (source, line) ->
                runLog.append(
                    source.equals(ERR) ? LogLevel.WARN : LogLevel.INFO, source, line, null));
  }

  /** Returns what takes the place of {@code System.out}; its lines have level INFO. */
  PrintStream out() {
    return out;
  }

  /** Returns what takes the place of {@code System.err}; its lines have level WARN. */
  PrintStream err() {
    return err;
  }

  /** Appends lines that lack their end, and those that were held back. */
  synchronized void finish() {
    outLines.splitter.finish();
    errLines.splitter.finish();
    log.finish();
  }

  /** Bytes on their way to the log. */
  private final class Lines extends OutputStream {
    private final LineSplitter splitter;

    private Lines(String source) {
      this.splitter = new LineSplitter(line -> log.add(source, line));
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      synchronized (RunPrints.this) {
        splitter.take(bytes, offset, offset + length);
      }
    }
  }
}
