package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.cli.output.Tables;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.RunDiff;
import io.metalab.core.results.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In what two runs differ, as a document and for people.
 *
 * @param diff the two runs
 * @param texts in what their artifacts differ that are text
 * @param all whether fields are shown that are equal or mean nothing
 */
record DiffView(RunDiff diff, List<TextDiff> texts, boolean all) {
  private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{8})[0-9a-f]{24,56}");

  Map<String, @Nullable Object> data() {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("a", diff.a().runId().hex());
    data.put("b", diff.b().runId().hex());
    data.put("fields", shown().stream().map(DiffView::data).toList());
    List<Map<String, Object>> artifacts = new ArrayList<>();
    for (TextDiff text : texts) {
      Map<String, Object> artifact = new LinkedHashMap<>();
      artifact.put("name", text.name());
      artifact.put("diff", text.hunks());
      artifact.put("remark", text.remark());
      artifacts.add(artifact);
    }
    data.put("texts", artifacts);
    return data;
  }

  private static Map<String, @Nullable Object> data(RunDiff.Field field) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("field", field.name());
    data.put("a", field.a());
    data.put("b", field.b());
    data.put("differs", field.differs());
    return data;
  }

  private List<RunDiff.Field> shown() {
    return diff.fields().stream()
        .filter(field -> all || (field.isMain() && field.differs()))
        .toList();
  }

  void show(Terminal terminal) {
    List<RunDiff.Field> fields = shown();
    if (fields.isEmpty()) {
      terminal.out(
          diff.a().runId().equals(diff.b().runId())
              ? "Both are the run %s.".formatted(diff.a().runId().shortHex())
              : "The runs differ in nothing but times, tags and notes; --all shows these.");
      return;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (RunDiff.Field field : fields) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add((all && field.differs() ? "* " : "") + field.name());
      row.add(cell(field.a()));
      row.add(cell(field.b()));
      rows.add(row);
    }
    Table table = Table.of(List.of("field", header("a", diff.a()), header("b", diff.b())), rows);
    table.toConsole(Tables.style(terminal)).lines().forEach(terminal::out);
    texts.forEach(text -> show(text, terminal));
  }

  private static String header(String side, RunRecord record) {
    return side + " " + record.runId().shortHex();
  }

  private static @Nullable Object cell(@Nullable Object value) {
    if (value instanceof Duration duration) {
      return Show.duration(duration);
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MILLIS);
    }
    return value == null ? null : DIGEST.matcher(Show.value(value)).replaceAll("$1");
  }

  private void show(TextDiff text, Terminal terminal) {
    terminal.out("");
    terminal.out("--- %s:%s".formatted(diff.a().runId().shortHex(), text.name()));
    terminal.out("+++ %s:%s".formatted(diff.b().runId().shortHex(), text.name()));
    if (!text.remark().isEmpty()) {
      terminal.out("(%s)".formatted(text.remark()));
    }
    for (String line : text.hunks()) {
      String printable = Show.printable(line.replace("\t", "    "));
      terminal.out(
          line.startsWith("+")
              ? terminal.paint(Colour.GREEN, printable)
              : line.startsWith("-") ? terminal.paint(Colour.RED, printable) : printable);
    }
  }
}
