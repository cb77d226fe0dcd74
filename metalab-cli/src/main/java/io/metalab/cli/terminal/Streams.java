package io.metalab.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The two streams of a process and what is known of them.
 *
 * @param out takes data
 * @param err takes progress, warnings and errors
 * @param outTerminal whether a person sees {@code out}
 * @param errTerminal whether a person sees {@code err}
 * @param columns width of the terminal, or 0 if unknown
 * @param charset how text for people is encoded
 */
public record Streams(
    OutputStream out,
    OutputStream err,
    boolean outTerminal,
    boolean errTerminal,
    int columns,
    Charset charset) {
  public Streams {
    requireNonNull(out, "out");
    requireNonNull(err, "err");
    requireNonNull(charset, "charset");
  }

  /**
   * Returns the streams of this process.
   *
   * <p>The launcher tells in {@code metalab.stdout.tty}, {@code metalab.stderr.tty} and {@code
   * metalab.columns} what Java 17 cannot find out; without it Linux's {@code /proc} tells. {@code
   * metalab.stdout} names the file that data goes to where the launcher keeps it apart from what
   * native code prints.
   */
  public static Streams ofProcess(Properties properties) {
    return new Streams(
        out(properties.getProperty("metalab.stdout", "")),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(properties, "metalab.stdout.tty", 1),
        isTerminal(properties, "metalab.stderr.tty", 2),
        Integer.parseInt(properties.getProperty("metalab.columns", "0")),
        charset(properties.getProperty("native.encoding", "UTF-8")));
  }

  /** Returns whether these are those of this process, which programs that it starts may inherit. */
  public boolean areInheritable() {
    return isDescriptor(out, FileDescriptor.out) && isDescriptor(err, FileDescriptor.err);
  }

  private static boolean isDescriptor(OutputStream stream, FileDescriptor descriptor) {
    try {
      return stream instanceof FileOutputStream file && file.getFD() == descriptor;
    } catch (IOException e) {
      return false; // A closed stream is nobody's.
    }
  }

  private static OutputStream out(String file) {
    try {
      return file.isEmpty() ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(file);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a person types what this process reads; the launcher tells as above. */
  public static boolean inTerminal(Properties properties) {
    return isTerminal(properties, "metalab.stdin.tty", 0);
  }

  private static boolean isTerminal(Properties properties, String property, int descriptor) {
    String told = properties.getProperty(property);
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    try {
      Path target = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(descriptor)));
      return target.startsWith("/dev/pts") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static Charset charset(String name) {
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }
}
