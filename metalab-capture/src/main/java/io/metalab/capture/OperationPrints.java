package io.metalab.capture;

/**
 * While one of these is open, what a run's own threads print with {@code System.out} and {@code
 * System.err} goes into that run's log, and nowhere else; what other threads print goes where it
 * went before.
 *
 * <p>A line of {@code System.out} is an entry of level INFO of the logger {@code stdout}, one of
 * {@code System.err} of level WARN of {@code stderr}. A last line without end is an entry, too. Of
 * a flood the first 4 MiB and the last 1 MiB are kept, see {@link OutputLog}. A run's own threads
 * are those of {@link RunLog#current}.
 *
 * <p>Beyond reach is what prints past {@code System.out}: native code, a {@link
 * java.io.FileDescriptor}, and a stream that was taken from {@code System.out} before.
 *
 * <p>Several may be open at once; the last one that is closed puts back what was there before,
 * unless somebody else has set the streams meanwhile. Safe for use by many threads.
 */
public final class OperationPrints implements AutoCloseable {
  private static int open;

  private boolean closed;

  private OperationPrints() {}

  /** Captures what operations print, until it is closed. */
  public static OperationPrints capture() {
    synchronized (OperationPrints.class) {
      open++;
      if (!(System.out instanceof RoutedStream)) {
        System.setOut(new RoutedStream(System.out, RunPrints::out));
      }
      if (!(System.err instanceof RoutedStream)) {
        System.setErr(new RoutedStream(System.err, RunPrints::err));
      }
    }
    return new OperationPrints();
  }

  @Override
  public void close() {
    synchronized (OperationPrints.class) {
      if (closed) {
        return;
      }
      closed = true;
      open--;
      if (open == 0 && System.out instanceof RoutedStream out) {
        System.setOut(out.outside());
      }
      if (open == 0 && System.err instanceof RoutedStream err) {
        System.setErr(err.outside());
      }
    }
  }
}
