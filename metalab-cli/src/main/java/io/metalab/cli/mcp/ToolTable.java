package io.metalab.cli.mcp;

import io.metalab.core.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to call, as a table for people and documents. */
public final class ToolTable {
  private ToolTable() {}

  /** Returns all that is declared of the tools, one a row. */
  public static Table of(List<Tool> tools) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Tool tool : tools) {
      List<@Nullable Object> row = new ArrayList<>(brief(tool));
      row.add(tool.hints().readOnly());
      row.add(tool.description());
      row.add(tool.input().schema());
      rows.add(row);
    }
    return Table.of(List.of("tool", "arguments", "read_only", "description", "input_schema"), rows);
  }

  /** Returns names and arguments alone; an argument with a question mark may be left out. */
  public static Table forPeople(List<Tool> tools) {
    return Table.of(List.of("tool", "arguments"), tools.stream().map(ToolTable::brief).toList());
  }

  private static List<@Nullable Object> brief(Tool tool) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(tool.name());
    row.add(
        tool.input().fields().stream()
            .map(field -> field.isRequired() ? field.name() : field.name() + "?")
            .collect(Collectors.joining(", ")));
    return row;
  }
}
