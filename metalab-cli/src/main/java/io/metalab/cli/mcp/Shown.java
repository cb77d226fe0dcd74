package io.metalab.cli.mcp;

import io.metalab.api.MetalabException;
import io.metalab.cli.terminal.Show;
import io.metalab.core.json.ValueText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of clients as error texts show them: short and printable, whatever was sent. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String of(@Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?>) {
      return "a list";
    }
    String text =
        value instanceof String string
            ? "'" + string + "'"
            : value instanceof Double ? ValueText.plain(value) : String.valueOf(value);
    String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return Show.printable(shown);
  }

  /** Returns the first line of what a reader says of a text that it cannot read. */
  static String reason(MetalabException failure) {
    return Show.printable(
        String.valueOf(failure.getMessage()).lines().findFirst().orElse("it cannot be read"));
  }
}
