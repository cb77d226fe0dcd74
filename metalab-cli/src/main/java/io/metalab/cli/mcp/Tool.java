package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool, as data: what clients see of it and what it does.
 *
 * @param name verb and noun, such as {@code list_runs}
 * @param description what it does, for people and models
 * @param input its arguments
 * @param hints what to expect of it
 * @param handler what it does
 */
public record Tool(
    String name, String description, ToolInput input, ToolHints hints, ToolHandler handler) {
  private static final Pattern NAME = Pattern.compile("[a-z]+(_[a-z]+)*");

  public Tool {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name (%s) must be lower-case words with underscores between.".formatted(name));
    }
    requireNonNull(description, "description");
    requireNonNull(input, "input");
    requireNonNull(hints, "hints");
    requireNonNull(handler, "handler");
  }

  /**
   * Checks arguments and does it.
   *
   * @param given the arguments by name
   * @throws ToolException if one breaks a rule; whatever the handler throws
   */
  public ToolAnswer call(Map<String, ? extends @Nullable Object> given, Progress progress) {
    return handler.answer(input.read(given), progress);
  }
}
