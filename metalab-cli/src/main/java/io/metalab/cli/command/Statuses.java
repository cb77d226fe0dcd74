package io.metalab.cli.command;

import io.metalab.api.RunStatus;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;

/** Statuses for people: a sign, the word, and a colour. */
final class Statuses {
  private Statuses() {}

  static String painted(Terminal terminal, RunStatus status) {
    String word = status.wireName();
    return switch (status) {
      case SUCCESS -> terminal.paint(Colour.GREEN, signed(terminal.glyphs().ok(), word));
      case FAILED -> terminal.paint(Colour.RED, signed(terminal.glyphs().failed(), word));
      case RUNNING -> terminal.paint(Colour.CYAN, signed(terminal.glyphs().running(), word));
      case CANCELLED, LOST -> terminal.paint(Colour.YELLOW, word);
    };
  }

  /** Signs that are words themselves are left out beside a word. */
  private static String signed(String sign, String word) {
    return sign.endsWith(" ") ? word : sign + " " + word;
  }
}
