package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import io.metalab.capture.CsvTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link CsvTable}, or a list of maps from column to value, quoting as RFC 4180 does, with
 * a line feed after each line.
 *
 * <p>The columns of a list of maps are all their keys, sorted, since equal maps may differ in
 * order; to choose an order make a {@code CsvTable}.
 */
public final class CsvSerializer implements ArtifactSerializer {
  /** Creates the serializer. */
  public CsvSerializer() {}

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String mediaType() {
    return "text/csv";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    return value instanceof CsvTable
        || (Extensions.of(artifactName).equals(name())
            && value instanceof List<?> rows
            && !rows.isEmpty()
            && rows.stream().allMatch(Map.class::isInstance));
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    CsvTable table = table(value);
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
    writeLine(table.header(), writer);
    for (List<String> row : table.rows()) {
      writeLine(row, writer);
    }
    writer.flush();
    return Map.of("rows", Integer.toString(table.rows().size()));
  }

  private CsvTable table(Object value) {
    try {
      if (value instanceof CsvTable table) {
        return table;
      }
      if (value instanceof List<?> rows && rows.stream().allMatch(Map.class::isInstance)) {
        return ofMaps(rows);
      }
    } catch (IllegalArgumentException e) {
      throw Reading.error("The rows make no table. " + e.getMessage(), e);
    }
    throw Reading.notWritten(name(), "CsvTable and lists of maps", value);
  }

  private static CsvTable ofMaps(List<?> rows) {
    TreeSet<String> columns = new TreeSet<>();
    for (Object row : rows) {
      ((Map<?, ?>) row).keySet().forEach(key -> columns.add(String.valueOf(key)));
    }
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (Object row : rows) {
      List<@Nullable Object> line = new ArrayList<>();
      columns.forEach(column -> line.add(((Map<?, ?>) row).get(column)));
      cells.add(line);
    }
    return CsvTable.of(List.copyOf(columns), cells);
  }

  private static void writeLine(List<String> cells, Writer writer) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      writer.write(i == 0 ? "" : ",");
      // A line that is empty would not be seen as a row of one empty cell.
      boolean quoted = (cell.isEmpty() && cells.size() == 1) || needsQuotes(cell);
      writer.write(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    writer.write('\n');
  }

  private static boolean needsQuotes(String cell) {
    return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
  }

  /** Reads a table; lines end with a line feed or with carriage return and line feed. */
  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    String text = new TextSerializer().read(in, String.class);
    List<List<String>> lines = new CsvParser(text).lines();
    if (lines.isEmpty()) {
      throw Reading.error("The artifact is an empty file; a table has a header.");
    }
    try {
      CsvTable table = new CsvTable(lines.get(0), lines.subList(1, lines.size()));
      return Reading.as(table, type, name(), List.of());
    } catch (IllegalArgumentException e) {
      throw Reading.error("The artifact is no table. " + e.getMessage(), e);
    }
  }
}
