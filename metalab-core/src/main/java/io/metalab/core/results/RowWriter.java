package io.metalab.core.results;

import io.metalab.core.json.Json;
import io.metalab.core.json.ValueText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes rows as they come, without holding them. Not safe for use by several threads. */
public final class RowWriter implements AutoCloseable {
  private final RowFormat format;
  private final List<String> columns;
  private final Appendable out;
  private boolean first = true;
  private boolean closed;

  private RowWriter(RowFormat format, List<String> columns, Appendable out) {
    this.format = format;
    this.columns = List.copyOf(columns);
    this.out = out;
  }

  /** Starts to write; {@code out} is not closed. */
  public static RowWriter open(RowFormat format, List<String> columns, Appendable out)
      throws IOException {
    RowWriter writer = new RowWriter(format, columns, out);
    switch (format) {
      case CSV -> writer.line(writer.columns, RowWriter::csv, ",", "\r\n");
      case TSV -> writer.line(writer.columns, RowWriter::tsv, "\t", "\n");
      case JSON -> out.append('[');
      case NDJSON -> {}
    }
    return writer;
  }

  /** Writes a row, with one cell for each column. */
  public void write(List<? extends @Nullable Object> row) throws IOException {
    switch (format) {
      case CSV -> line(row, RowWriter::csv, ",", "\r\n");
      case TSV -> line(row, RowWriter::tsv, "\t", "\n");
      case NDJSON -> out.append(object(row)).append('\n');
      case JSON -> out.append(first ? "\n" : ",\n").append(object(row));
    }
    first = false;
  }

  /** Ends what is written; calling it again changes nothing. */
  @Override
  public void close() throws IOException {
    if (!closed && format == RowFormat.JSON) {
      out.append(first ? "]\n" : "\n]\n");
    }
    closed = true;
  }

  private void line(
      List<? extends @Nullable Object> cells,
      Function<@Nullable Object, String> text,
      String separator,
      String end)
      throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i > 0 ? separator : "").append(text.apply(cells.get(i)));
    }
    out.append(end);
  }

  private String object(List<? extends @Nullable Object> row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i), ValueText.json(row.get(i)));
    }
    return Json.write(object);
  }

  private static String csv(@Nullable Object value) {
    String text = ValueText.plain(value);
    boolean quoted = text.isEmpty() ? value != null : !(value instanceof Number) && isSpecial(text);
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean isSpecial(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private static String tsv(@Nullable Object value) {
    return ValueText.plain(value)
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
