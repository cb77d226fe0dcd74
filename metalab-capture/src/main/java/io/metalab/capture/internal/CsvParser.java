package io.metalab.capture.internal;

import java.util.ArrayList;
import java.util.List;

/** Takes a text apart as RFC 4180 says. */
final class CsvParser {
  private final String text;
  private int at;

  CsvParser(String text) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Returns the cells of each line that is not empty. */
  List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    while (at < text.length()) {
      if (!atLineEnd()) {
        lines.add(line());
      }
      skipLineEnd();
    }
    return lines;
  }

  private List<String> line() {
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      cells.add(cell());
    }
    return cells;
  }

  private String cell() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && !atLineEnd()) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    int start = at;
    StringBuilder cell = new StringBuilder();
    while (true) {
      int end = text.indexOf('"', at + 1);
      if (end < 0) {
        throw Reading.error(
            "The CSV file has a quote that is not closed, at character %d.".formatted(start));
      }
      cell.append(text, at + 1, end);
      at = end + 1;
      if (at >= text.length() || text.charAt(at) != '"') {
        break;
      }
      cell.append('"');
    }
    if (at < text.length() && text.charAt(at) != ',' && !atLineEnd()) {
      throw Reading.error(
          "The CSV file has text after a closing quote, at character %d.".formatted(at));
    }
    return cell.toString();
  }

  private boolean atLineEnd() {
    char c = text.charAt(at);
    return c == '\n' || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
  }

  private void skipLineEnd() {
    if (at < text.length()) {
      at += text.charAt(at) == '\n' ? 1 : 2;
    }
  }
}
