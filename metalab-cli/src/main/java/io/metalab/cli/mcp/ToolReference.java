package io.metalab.cli.mcp;

import java.util.List;
import java.util.function.Function;

/** What there is to call, as documents tell it. */
public final class ToolReference {
  private ToolReference() {}

  /**
   * Returns a section of Markdown for each tool, with a table of its arguments.
   *
   * @param remark what stands before the description of a tool, such as who may call it; maybe
   *     empty
   */
  public static String markdown(List<Tool> tools, Function<Tool, String> remark) {
    StringBuilder text = new StringBuilder("\n");
    for (Tool tool : tools) {
      text.append(
          "### %s\n\n%s%s\n\n".formatted(tool.name(), remark.apply(tool), tool.description()));
      if (!tool.input().fields().isEmpty()) {
        text.append("| argument | meaning |\n|---|---|\n");
        tool.input().fields().forEach(field -> text.append(row(field)));
        text.append("\n");
      }
    }
    return text.toString();
  }

  private static String row(InputField field) {
    return "| `%s`%s | %s |\n"
        .formatted(
            field.name(),
            field.isRequired() ? ", required" : "",
            field.description().replace("|", "\\|"));
  }
}
