package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A standard stream that hands each call on: to the run that the calling thread belongs to, or to
 * the stream whose place it took. It has no lock and no buffer of its own, so runs do not wait for
 * each other, and every stream encodes as it does by itself.
 */
final class RoutedStream extends PrintStream {
  private final PrintStream outside;
  private final Function<RunPrints, PrintStream> inside;

  RoutedStream(PrintStream outside, Function<RunPrints, PrintStream> inside) {
    super(OutputStream.nullOutputStream());
    this.outside = requireNonNull(outside, "outside");
    this.inside = requireNonNull(inside, "inside");
  }

  /** Returns the stream whose place this one took. */
  PrintStream outside() {
    return outside;
  }

  private PrintStream target() {
    Optional<RunLog> run = RunLog.current();
    return run.isPresent() ? inside.apply(run.get().prints()) : outside;
  }

  @Override
  public void write(int b) {
    target().write(b);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    target().write(bytes);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    target().write(bytes, offset, length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    target().writeBytes(bytes);
  }

  @Override
  public void flush() {
    target().flush();
  }

  /** Closes the stream whose place this one took; a run's stream ends with its run. */
  @Override
  public void close() {
    if (RunLog.current().isEmpty()) {
      outside.close();
    }
  }

  @Override
  public boolean checkError() {
    return target().checkError();
  }

  @Override
  public PrintStream format(String format, @Nullable Object... args) {
    target().format(format, args);
    return this;
  }

  @Override
  public PrintStream format(@Nullable Locale locale, String format, @Nullable Object... args) {
    target().format(locale, format, args);
    return this;
  }

  @Override
  public void print(boolean value) {
    target().print(value);
  }

  @Override
  public void print(char value) {
    target().print(value);
  }

  @Override
  public void print(int value) {
    target().print(value);
  }

  @Override
  public void print(long value) {
    target().print(value);
  }

  @Override
  public void print(float value) {
    target().print(value);
  }

  @Override
  public void print(double value) {
    target().print(value);
  }

  @Override
  public void print(char[] value) {
    target().print(value);
  }

  @Override
  public void print(@Nullable String value) {
    target().print(value);
  }

  @Override
  public void print(@Nullable Object value) {
    target().print(value);
  }

  @Override
  public void println() {
    target().println();
  }

  @Override
  public void println(boolean value) {
    target().println(value);
  }

  @Override
  public void println(char value) {
    target().println(value);
  }

  @Override
  public void println(int value) {
    target().println(value);
  }

  @Override
  public void println(long value) {
    target().println(value);
  }

  @Override
  public void println(float value) {
    target().println(value);
  }

  @Override
  public void println(double value) {
    target().println(value);
  }

  @Override
  public void println(char[] value) {
    target().println(value);
  }

  @Override
  public void println(@Nullable String value) {
    target().println(value);
  }

  @Override
  public void println(@Nullable Object value) {
    target().println(value);
  }
}
