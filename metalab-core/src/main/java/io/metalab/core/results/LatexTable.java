package io.metalab.core.results;

import io.metalab.core.json.ValueText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table in LaTeX: numbers right and in mathematical notation, missing values {@code --}, and
 * every sign of the data that TeX would take for its own escaped.
 */
final class LatexTable {
  private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:e[+-]\\d+)?";
  private static final Pattern EXPONENT = Pattern.compile("(.+)e([+-])0*(\\d+)");

  /** A mean and its deviation as commands show them, and how many values there are if fewer. */
  private static final Pattern WITH_DEVIATION =
      Pattern.compile("(%1$s) (?:±|\\+/-) (%1$s)( \\(n=\\d+\\))?".formatted(NUMBER));

  private final Table table;
  private final int digits;

  private LatexTable(Table table, int digits) {
    this.table = table;
    this.digits = digits;
  }

  static String render(Table table, int digits) {
    return new LatexTable(table, digits).render();
  }

  private String render() {
    StringBuilder out = new StringBuilder("% \\usepackage{booktabs}\n\\begin{tabular}{");
    table.columns().forEach(column -> out.append(column.numeric() ? 'r' : 'l'));
    out.append("}\n\\toprule\n");
    line(out, table.labels().stream().map(LatexTable::escaped).toList());
    out.append("\\midrule\n");
    for (List<@Nullable Object> row : table.rows()) {
      line(out, row.stream().map(this::text).toList());
    }
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(String.join(" & ", cells)).append(" \\\\\n");
  }

  private String text(@Nullable Object value) {
    if (value == null) {
      return "--";
    }
    if (value instanceof Number number) {
      return number(NumberText.shorten(number, digits));
    }
    String text = ValueText.plain(value);
    Matcher deviation = WITH_DEVIATION.matcher(text);
    return deviation.matches()
        ? "$%s \\pm %s$%s"
            .formatted(
                bare(deviation.group(1)),
                bare(deviation.group(2)),
                deviation.group(3) == null ? "" : deviation.group(3))
        : escaped(text);
  }

  private static String number(String text) {
    return switch (text) {
      case "NaN" -> text;
      case "Infinity" -> "$\\infty$";
      case "-Infinity" -> "$-\\infty$";
      default -> "$" + bare(text) + "$";
    };
  }

  private static String bare(String text) {
    Matcher exponent = EXPONENT.matcher(text);
    return exponent.matches()
        ? "%s \\times 10^{%s%s}"
            .formatted(
                exponent.group(1), exponent.group(2).equals("-") ? "-" : "", exponent.group(3))
        : text;
  }

  private static String escaped(String text) {
    return text.codePoints().mapToObj(LatexTable::escaped).collect(Collectors.joining());
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '<' -> "\\textless{}";
      case '>' -> "\\textgreater{}";
      case '|' -> "\\textbar{}";
      case '±' -> "$\\pm$";
      case '…' -> "\\ldots{}";
      case '&', '%', '$', '#', '_', '{', '}' -> "\\" + Character.toString(character);
      // At the start of a line they would be arguments of the line break before.
      case '[', ']', '*' -> "{" + Character.toString(character) + "}";
      default -> Character.isISOControl(character) ? " " : Character.toString(character);
    };
  }
}
