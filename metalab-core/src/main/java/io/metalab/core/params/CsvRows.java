package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits CSV text into rows and cells; blank lines are skipped.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRows {
  /** A cell; one in quotes is text whatever it looks like. */
  record Cell(String text, boolean quoted) {}

  /** The cells that start on a line, the first line being 1. */
  record Row(int line, List<Cell> cells) {}

  private final Path file;
  private final String text;
  private int position;
  private int line = 1;

  private CsvRows(Path file, String text) {
    this.file = file;
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  static List<Row> parse(Path file, String text) {
    CsvRows reader = new CsvRows(file, text);
    List<Row> rows = new ArrayList<>();
    while (reader.position < reader.text.length()) {
      Row row = reader.row();
      boolean blank = row.cells().size() == 1 && row.cells().get(0).equals(new Cell("", false));
      if (!blank) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() {
    int start = line;
    List<Cell> cells = new ArrayList<>();
    cells.add(cell());
    while (at(',')) {
      position++;
      cells.add(cell());
    }
    if (at('\r')) {
      position++;
    }
    if (at('\n')) {
      position++;
      line++;
    } else if (position < text.length()) {
      throw malformed("A quote ends before its cell does");
    }
    return new Row(start, cells);
  }

  private Cell cell() {
    return at('"') ? quotedCell() : plainCell();
  }

  private Cell plainCell() {
    int start = position;
    while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return new Cell(text.substring(start, position).strip(), false);
  }

  private Cell quotedCell() {
    int start = line;
    StringBuilder content = new StringBuilder();
    for (position++; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == '"') {
        position++;
        if (!at('"')) {
          return new Cell(content.toString(), true);
        }
      }
      line += c == '\n' ? 1 : 0;
      content.append(c);
    }
    line = start;
    throw malformed("A quote is not closed");
  }

  private boolean at(char c) {
    return position < text.length() && text.charAt(position) == c;
  }

  private MetalabException malformed(String problem) {
    return new MetalabException(
        ErrorCode.INVALID_STUDY, "%s:%d: %s.".formatted(file, line, problem));
  }
}
