package io.metalab.cli.terminal;

/** What stands on a terminal in the end: carriage returns and erased lines are carried out. */
public final class Screen {
  private static final String ERASE = "\u001b[K";

  private Screen() {}

  /** Returns the lines that a person sees once this was printed. */
  public static String of(String printed) {
    StringBuilder shown = new StringBuilder();
    StringBuilder line = new StringBuilder();
    int column = 0;
    for (int i = 0; i < printed.length(); i++) {
      if (printed.startsWith(ERASE, i)) {
        line.setLength(Math.min(column, line.length()));
        i += ERASE.length() - 1;
      } else if (printed.charAt(i) == '\r') {
        column = 0;
      } else if (printed.charAt(i) == '\n') {
        shown.append(line).append('\n');
        line.setLength(0);
        column = 0;
      } else {
        line.replace(column, Math.min(column + 1, line.length()), printed.substring(i, i + 1));
        column++;
      }
    }
    return shown.append(line).toString();
  }
}
