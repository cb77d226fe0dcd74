package io.metalab.cli.terminal;

/** A way to set text off, as an ANSI sequence. */
public enum Colour {
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  CYAN("36"),
  BOLD("1"),
  DIM("2");

  private final String parameter;

  Colour(String parameter) {
    this.parameter = parameter;
  }

  String paint(String text) {
    return "\u001b[" + parameter + "m" + text + "\u001b[0m";
  }
}
