package io.dymad.agent.cli;

import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints names and values in two columns. */
final class Facts {
  private static final int NAME = 10;

  private final Terminal terminal;

  Facts(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Prints a value; nothing if there is none. */
  void show(String name, @Nullable Object value) {
    show(name, value, NAME);
  }

  /** Prints all values of a map below each other. */
  void showEach(Map<String, @Nullable Object> values) {
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    values.forEach((name, value) -> show(name, value, Math.max(NAME, width)));
  }

  private void show(String name, @Nullable Object value, int width) {
    if (value == null) {
      return;
    }
    String label = name + " ".repeat(Math.max(0, width - name.length()));
    terminal.outFolded("  " + terminal.paint(Colour.DIM, label) + "  " + text(value));
  }

  /** Prints those values of a map that are numbers or text. */
  void showAll(String name, Map<String, @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    values.forEach(
        (key, value) -> {
          if (value instanceof Number || value instanceof String) {
            line.append(line.isEmpty() ? "" : "  ").append(key).append('=').append(text(value));
          }
        });
    show(name, line.isEmpty() ? null : line.toString());
  }

  static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4g", number)
        : String.valueOf(value);
  }
}
