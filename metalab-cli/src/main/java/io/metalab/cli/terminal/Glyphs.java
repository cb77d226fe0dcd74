package io.metalab.cli.terminal;

import java.nio.charset.Charset;

/**
 * The signs that a stream's charset can print; words or ASCII where it cannot.
 *
 * @param ok marks success, followed by a count or id
 * @param failed marks failure
 * @param running marks what is under way
 * @param bar the growing steps of a bar's last cell; the last is the full cell
 * @param empty an empty cell of a bar
 * @param ellipsis stands for what was cut off
 * @param plusMinus stands between a mean and its deviation
 */
public record Glyphs(
    String ok,
    String failed,
    String running,
    String bar,
    String empty,
    String ellipsis,
    String plusMinus) {
  private static final Glyphs UNICODE = new Glyphs("✓", "✗", "●", "▏▎▍▌▋▊▉█", " ", "…", "±");
  private static final Glyphs ASCII = new Glyphs("ok ", "FAIL ", "run ", "#", ".", "...", "+/-");

  /** Returns the signs that this charset encodes. */
  public static Glyphs of(Charset charset) {
    String all =
        UNICODE.ok
            + UNICODE.failed
            + UNICODE.running
            + UNICODE.bar
            + UNICODE.ellipsis
            + UNICODE.plusMinus;
    return charset.canEncode() && charset.newEncoder().canEncode(all) ? UNICODE : ASCII;
  }

  /**
   * Draws a bar.
   *
   * @param fraction share that is full, in [0, 1]
   * @param cells how many cells it takes
   */
  public String bar(double fraction, int cells) {
    int steps = bar.length();
    int filled = (int) StrictMath.floor(Math.min(1, Math.max(0, fraction)) * cells * steps);
    StringBuilder text = new StringBuilder();
    text.append(bar.substring(steps - 1).repeat(filled / steps));
    if (filled % steps > 0) {
      text.append(bar.charAt(filled % steps - 1));
    }
    while (text.length() < cells) {
      text.append(empty);
    }
    return text.toString();
  }
}
