package io.metalab.core.command;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a stream. */
final class Tail {
  private static final int MOST_LINES = 20;
  private static final int MOST_CHARS = 400;

  private final Deque<String> lines = new ArrayDeque<>();

  void add(String line) {
    if (line.isBlank()) {
      return;
    }
    lines.addLast(line.length() > MOST_CHARS ? line.substring(0, MOST_CHARS) + "…" : line);
    if (lines.size() > MOST_LINES) {
      lines.removeFirst();
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Returns the line that most likely says what went wrong: the last one that is not indented,
   * since stack traces end with or are followed by their exception that way.
   */
  String headline() {
    String found = "";
    for (String line : lines) {
      if (!Character.isWhitespace(line.charAt(0)) || found.isEmpty()) {
        found = line;
      }
    }
    return found.strip();
  }

  String text() {
    return String.join("\n", lines);
  }
}
