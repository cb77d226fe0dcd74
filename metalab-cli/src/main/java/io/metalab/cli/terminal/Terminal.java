package io.metalab.cli.terminal;

import static java.util.Objects.requireNonNull;

import io.metalab.core.text.TextWidth;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where a command prints: data to {@code out}, everything else to {@code err}. Safe for use by many
 * threads.
 */
public final class Terminal {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 20;
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Streams streams;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Glyphs glyphs;
  private final boolean outColoured;
  private final boolean errColoured;
  private final boolean redraws;
  private boolean statusShown;
  private int rowsDrawn;

  /** Creates a terminal over the streams of a process. */
  public Terminal(Streams streams, ColourMode colour, Map<String, String> variables) {
    this.streams = requireNonNull(streams, "streams");
    this.out = writer(streams.out(), streams.charset());
    this.err = writer(streams.err(), streams.charset());
    this.glyphs = Glyphs.of(streams.charset());
    this.outColoured = colour.isOn(streams.outTerminal(), variables);
    this.errColoured = colour.isOn(streams.errTerminal(), variables);
    this.redraws =
        streams.errTerminal() && !variables.getOrDefault("TERM", "").equals(ColourMode.DUMB);
  }

  private Terminal(Terminal original, OutputStream out) {
    this.streams = original.streams;
    this.out = writer(out, StandardCharsets.UTF_8);
    this.err = writer(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
    this.glyphs = original.glyphs;
    this.outColoured = original.outColoured;
    this.errColoured = original.errColoured;
    this.redraws = original.redraws;
  }

  private static PrintWriter writer(OutputStream stream, Charset charset) {
    return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, charset)), false);
  }

  /** Returns whether a person sees {@code out}. */
  public boolean outTerminal() {
    return streams.outTerminal();
  }

  /** Returns whether a person sees {@code err}. */
  public boolean errTerminal() {
    return streams.errTerminal();
  }

  /** Returns whether a line on {@code err} can be replaced by another. */
  public boolean errRedraws() {
    return redraws;
  }

  /** Returns how many characters fit on a line. */
  public int columns() {
    return streams.columns() <= 0 ? DEFAULT_COLUMNS : Math.max(LEAST_COLUMNS, streams.columns());
  }

  /** Returns the signs that this terminal prints. */
  public Glyphs glyphs() {
    return glyphs;
  }

  /** Returns text for {@code out}, coloured if it is. */
  public String paint(Colour colour, String text) {
    return outColoured ? colour.paint(text) : text;
  }

  /** Returns text for {@code err}, coloured if it is. */
  public String paintErr(Colour colour, String text) {
    return errColoured ? colour.paint(text) : text;
  }

  /** Prints a line of data for people. */
  public synchronized void out(String line) {
    out.print(line);
    out.print('\n');
  }

  /** Returns the lines that something would print to {@code out}. */
  public List<String> lines(Consumer<Terminal> text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Terminal copy = new Terminal(this, bytes);
    text.accept(copy);
    copy.flush();
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Draws lines on {@code out} in place of those drawn last. */
  public synchronized void redraw(List<String> lines) {
    if (rowsDrawn > 0) {
      out.print("\u001b[%dA".formatted(rowsDrawn));
    }
    rowsDrawn = 0;
    for (String line : lines) {
      out.print("\r" + line + "\u001b[K\n");
      int width = TextWidth.of(ESCAPE.matcher(line).replaceAll(""));
      rowsDrawn += 1 + Math.max(0, width - 1) / columns();
    }
    out.print("\u001b[J");
    out.flush();
  }

  /** Prints a line beside the data at once; a status line makes room for it. */
  public synchronized void err(String line) {
    out.flush();
    clearStatus();
    err.print(line);
    err.print('\n');
    err.flush();
  }

  /** Prints the beginning of a line beside the data, for a person to go on. */
  public synchronized void ask(String question) {
    out.flush();
    clearStatus();
    err.print(question);
    err.flush();
  }

  /** Prints a line of data for people, broken where a terminal is too narrow for it. */
  public synchronized void outFolded(String line) {
    (outTerminal() ? Fold.fold(line, columns()) : List.of(line)).forEach(this::out);
  }

  /** Prints a line beside the data, broken where a terminal is too narrow for it. */
  public synchronized void errFolded(String line) {
    err(errTerminal() ? String.join("\n", Fold.fold(line, columns())) : line);
  }

  /** Shows a line on {@code err} in place of the last one; cut to the width. */
  public synchronized void status(String line) {
    out.flush();
    err.print('\r');
    err.print(TextWidth.cut(line, columns() - 1, glyphs.ellipsis()));
    err.print("\u001b[K");
    err.flush();
    statusShown = true;
  }

  /** Removes the status line. */
  public synchronized void clearStatus() {
    if (statusShown) {
      err.print("\r\u001b[K");
      err.flush();
      statusShown = false;
    }
  }

  /** Returns a writer of machine-readable data to {@code out}: UTF-8 in every locale. */
  public Writer data() {
    return new BufferedWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8));
  }

  /** Returns where bytes go as they are, behind what has been printed; not to be closed. */
  public OutputStream bytes() {
    flush();
    return streams.out();
  }

  /** Sends on what has been printed. */
  public synchronized void flush() {
    out.flush();
    err.flush();
  }
}
