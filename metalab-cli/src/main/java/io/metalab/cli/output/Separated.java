package io.metalab.cli.output;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes lists as RFC 4180 CSV, or with tabs. */
final class Separated {
  private Separated() {}

  static void write(Listing listing, char separator, Appendable out) throws IOException {
    line(listing.columns(), separator, out);
    for (List<@Nullable Object> row : listing.rows()) {
      line(row, separator, out);
    }
  }

  private static void line(List<?> cells, char separator, Appendable out) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.append(separator);
      }
      out.append(quoted(text(cells.get(i)), separator));
    }
    out.append('\n');
  }

  private static String text(@Nullable Object value) {
    Object plain = Plain.of(value);
    if (plain == null) {
      return "";
    }
    boolean asJson = plain instanceof Number || plain instanceof Map || plain instanceof List;
    return asJson ? Json.write(plain) : plain.toString();
  }

  private static String quoted(String text, char separator) {
    if (separator == '\t') {
      return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
    }
    boolean plain =
        text.chars().noneMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
