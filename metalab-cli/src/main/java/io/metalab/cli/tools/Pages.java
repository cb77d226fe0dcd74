package io.metalab.cli.tools;

import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hands out long lists in pages. */
final class Pages {
  static final InputField LIMIT = InputField.whole("limit", "At most this many.", 1, 1000, 100);
  static final InputField CURSOR =
      InputField.text("cursor", "The meta.next of the page before; leave it out for the first.");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

  private Pages() {}

  /** Returns how many entries the pages before held. */
  static long skipped(Arguments arguments) {
    Optional<String> cursor = arguments.findText(CURSOR.name());
    if (cursor.isPresent() && !NUMBER.matcher(cursor.get()).matches()) {
      throw ToolException.argument(
          CURSOR.name(),
          "The argument cursor must be the meta.next of an earlier answer.",
          CURSOR.description());
    }
    return cursor.map(Long::valueOf).orElse(0L);
  }

  /** Returns the page that is wanted of an answer that holds the whole list. */
  static ToolAnswer of(ToolAnswer whole, Arguments arguments) {
    if (!(whole.envelope().get("data") instanceof List<?> entries)) {
      return whole;
    }
    long start = Math.min(skipped(arguments), entries.size());
    long end = Math.min(start + arguments.whole(LIMIT.name()), entries.size());
    return ToolAnswer.page(
        entries.subList((int) start, (int) end), end < entries.size() ? Long.toString(end) : null);
  }
}
