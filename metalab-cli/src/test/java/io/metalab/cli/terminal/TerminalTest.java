package io.metalab.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aLineTakesThePlaceOfTheStatusLine() {
    Terminal terminal = terminal(true, 20, ColourMode.NEVER, Map.of());
    terminal.status("working on something that is long");
    terminal.err("a line");
    terminal.clearStatus();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\rworking on somethi…\u001b[K\r\u001b[Ka line\n");
  }

  @Test
  void theStatusLineNeverTakesMoreColumnsThanThereAre() {
    Terminal terminal = terminal(true, 20, ColourMode.NEVER, Map.of());
    terminal.status("best モデル 選択の精度は高い");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\rbest モデル 選択の…\u001b[K");
  }

  @Test
  void showsAMeanToTheSecondDigitOfItsDeviation() {
    assertThat(Show.meanAndDeviation(12.345678, 0.0456, "±")).isEqualTo("12.346 ± 0.046");
    assertThat(Show.meanAndDeviation(0.03, 0.0021, "±")).isEqualTo("0.0300 ± 0.0021");
    assertThat(Show.meanAndDeviation(1234.5, 150, "+/-")).isEqualTo("1230 +/- 150");
    assertThat(Show.meanAndDeviation(3.1e-7, 2e-8, "±")).isEqualTo("3.10e-07 ± 2.0e-08");
    assertThat(Show.meanAndDeviation(1.5, 0, "±")).isEqualTo("1.5 ± 0");
    assertThat(Show.meanAndDeviation(Double.NaN, 1, "±")).isEqualTo("NaN ± 1");
  }

  @Test
  void noTextOfAUserCommandsTheTerminal() {
    assertThat(Show.firstLine("a\u001b[2Jb\rc\nd")).isEqualTo("a.[2Jb.c");
    assertThat(Show.value("x\u0007y")).isEqualTo("x.y");
  }

  @Test
  void choosesSignsThatTheCharsetEncodes() {
    assertThat(Glyphs.of(StandardCharsets.UTF_8).ok()).isEqualTo("✓");
    assertThat(Glyphs.of(StandardCharsets.US_ASCII).failed()).isEqualTo("FAIL ");
    assertThat(Glyphs.of(StandardCharsets.ISO_8859_1).bar(0.5, 4)).isEqualTo("##..");
  }

  @Test
  void drawsBarsToAnEighthOfACell() {
    Glyphs glyphs = Glyphs.of(StandardCharsets.UTF_8);
    assertThat(glyphs.bar(0, 3)).isEqualTo("   ");
    assertThat(glyphs.bar(18.0 / 32, 20)).isEqualTo("███████████▎        ");
    assertThat(glyphs.bar(1, 3)).isEqualTo("███");
  }

  @Test
  void theEnvironmentDecidesOnColour() {
    assertThat(red(true, ColourMode.AUTO, Map.of("TERM", "xterm"))).isTrue();
    assertThat(red(false, ColourMode.AUTO, Map.of("TERM", "xterm"))).isFalse();
    assertThat(red(true, ColourMode.AUTO, Map.of("TERM", "dumb"))).isFalse();
    assertThat(red(true, ColourMode.AUTO, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(red(true, ColourMode.AUTO, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(red(false, ColourMode.AUTO, Map.of("CLICOLOR_FORCE", "1"))).isTrue();
    assertThat(red(false, ColourMode.AUTO, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")))
        .isFalse();
    assertThat(red(false, ColourMode.ALWAYS, Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(red(true, ColourMode.NEVER, Map.of("CLICOLOR_FORCE", "1"))).isFalse();
  }

  @Test
  void showsNumbersWithFourDigits() {
    assertThat(Show.number(3.14159265)).isEqualTo("3.142");
    assertThat(Show.number(0.00031)).isEqualTo("0.00031");
    assertThat(Show.number(-0.000012345)).isEqualTo("-1.234e-05");
    assertThat(Show.number(123456)).isEqualTo("123500");
    assertThat(Show.number(1e300)).isEqualTo("1e+300");
    assertThat(Show.number(99999)).isEqualTo("100000");
    assertThat(Show.number(0)).isEqualTo("0");
    assertThat(Show.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Show.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void foldsALineWhereSpacesPartItAndLeavesCommandsWhole() {
    Terminal terminal = terminal(true, 30, ColourMode.NEVER, Map.of());
    terminal.errFolded("  one part  another part  and a third one");
    terminal.errFolded("short  line");
    terminal.errFolded("x  a part whose words do not fit on one line  end");
    terminal.errFolded("go on: metalab resume something --only 0123456789");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
              one part  another part
                and a third one
            short  line
            x  a part whose words do not
              fit on one line  end
            go on: metalab resume something --only 0123456789
            """);
  }

  @Test
  void aCaretStaysBelowWhatItPointsAt() {
    Terminal terminal = terminal(true, 30, ColourMode.NEVER, Map.of());
    terminal.errFolded("   4 | context: {lenght: 1}");
    terminal.errFolded("     |           ^^^^^^ did you mean 'length'?");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
               4 | context: {lenght: 1}
                 |           ^^^^^^ did
                   you mean 'length'?
            """);
  }

  @Test
  void foldsByWhatIsSeenAndOnlyOnATerminal() {
    Terminal terminal = terminal(true, 24, ColourMode.ALWAYS, Map.of());
    terminal.errFolded(terminal.paintErr(Colour.RED, "太陽黒点の数") + "  ten columns");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("\u001b[31m太陽黒点の数\u001b[0m\n  ten columns\n");
    err.reset();
    terminal(false, 24, ColourMode.NEVER, Map.of()).errFolded("0123456789  0123456789  0123");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("0123456789  0123456789  0123\n");
  }

  @Test
  void aDumbTerminalIsNotRedrawn() {
    assertThat(terminal(true, 80, ColourMode.NEVER, Map.of("TERM", "dumb")).errRedraws()).isFalse();
    assertThat(terminal(true, 80, ColourMode.NEVER, Map.of("TERM", "xterm")).errRedraws()).isTrue();
    assertThat(terminal(false, 80, ColourMode.NEVER, Map.of()).errRedraws()).isFalse();
  }

  @Test
  void showsDurationsAndSizes() {
    assertThat(Show.clock(Duration.ofSeconds(17))).isEqualTo("0:17");
    assertThat(Show.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    assertThat(Show.duration(Duration.ofMillis(999))).isEqualTo("999 ms");
    assertThat(Show.duration(Duration.ofMillis(1250))).isEqualTo("1.25 s");
    assertThat(Show.bytes(999)).isEqualTo("999 B");
    assertThat(Show.bytes(999_960)).isEqualTo("1.0 MB");
    assertThat(Show.bytes(61_400_000)).isEqualTo("61.4 MB");
  }

  private boolean red(boolean tty, ColourMode mode, Map<String, String> variables) {
    return terminal(tty, 80, mode, variables).paintErr(Colour.RED, "x").startsWith("\u001b");
  }

  private Terminal terminal(
      boolean tty, int columns, ColourMode mode, Map<String, String> variables) {
    return new Terminal(
        new Streams(out, err, tty, tty, columns, StandardCharsets.UTF_8), mode, variables);
  }
}
