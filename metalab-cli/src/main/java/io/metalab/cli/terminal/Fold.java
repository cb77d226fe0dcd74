package io.metalab.cli.terminal;

import io.metalab.core.text.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks a line that is wider than the terminal: first where two or more spaces part it, then, if a
 * part is too wide by itself, between words. What follows is set in by two more spaces. A command
 * to copy is left in one piece, as is a word.
 */
final class Fold {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  /** Not behind a bar that starts a line: a caret below an excerpt keeps its place. */
  private static final Pattern GAP = Pattern.compile("(?<=\\S)(?<!^ {0,9}\\|) {2,}(?=\\S)");

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String COMMAND = "metalab ";
  private static final int INDENT = 2;

  private final int columns;
  private final String indent;
  private final List<String> lines = new ArrayList<>();
  private String line = "";

  private Fold(int columns, String indent) {
    this.columns = columns;
    this.indent = indent;
  }

  /** Returns a line as lines of at most this many columns, where that can be. */
  static List<String> fold(String line, int columns) {
    if (width(line) <= columns) {
      return List.of(line);
    }
    int spaces = line.length() - line.stripLeading().length();
    Fold fold = new Fold(columns, " ".repeat(spaces + INDENT));
    Matcher gap = GAP.matcher(line);
    String between = "";
    int from = 0;
    while (gap.find()) {
      fold.add(between, line.substring(from, gap.start()));
      between = gap.group();
      from = gap.end();
    }
    fold.add(between, line.substring(from));
    fold.lines.add(fold.line);
    return fold.lines;
  }

  private void add(String between, String part) {
    boolean whole = fitsAlone(part) || part.contains(COMMAND);
    if (fits(between + part) || (line.isEmpty() && part.contains(COMMAND))) {
      line += between + part;
    } else if (!line.isEmpty() && whole) {
      begin(part);
    } else {
      addWords(between, part);
    }
  }

  private void addWords(String between, String part) {
    String before = between;
    for (String word : SPACE.split(part, -1)) {
      if (line.isEmpty() || fits(before + word)) {
        line += before + word;
      } else {
        begin(word);
      }
      before = " ";
    }
  }

  private boolean fits(String more) {
    return width(line + more) <= columns;
  }

  private boolean fitsAlone(String part) {
    return width(indent + part) <= columns;
  }

  private void begin(String text) {
    lines.add(line);
    line = indent + text;
  }

  private static int width(String text) {
    return TextWidth.of(COLOUR.matcher(text).replaceAll(""));
  }
}
