package io.metalab.cli.command;

import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.plan.Difference;
import io.metalab.core.plan.PlanExplanation;
import io.metalab.core.plan.RunExplanation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explanations of ids, as documents and for people. */
final class WhyView {
  private static final Pattern DIGEST = Pattern.compile("([0-9a-f]{4})[0-9a-f]{60}");

  private WhyView() {}

  static Map<String, @Nullable Object> data(PlanExplanation explanation) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", explanation.experimentId());
    data.put("runs", explanation.runs());
    data.put("looked_up", explanation.looked());
    data.put("reusable", explanation.reusable());
    Map<String, Object> byStatus = new LinkedHashMap<>();
    explanation.byStatus().forEach((status, count) -> byStatus.put(status.wireName(), count));
    data.put("stored", byStatus);
    data.put("against", explanation.against());
    data.put("against_finished", explanation.against().isEmpty() ? null : explanation.finished());
    data.put("compared", explanation.compared());
    data.put("differences", explanation.differences().stream().map(WhyView::data).toList());
    data.put("same", explanation.same());
    return data;
  }

  static Map<String, @Nullable Object> data(RunExplanation explanation) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("run", explanation.runId().hex());
    data.put("identity", explanation.identity());
    data.put("leaves", explanation.leaves());
    data.put("nearest", explanation.nearest().map(id -> id.hex()).orElse(null));
    data.put("differences", explanation.differences().stream().map(WhyView::data).toList());
    return data;
  }

  private static Map<String, Object> data(Difference difference) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("path", difference.path());
    data.put("stored", difference.stored());
    data.put("planned", difference.planned());
    data.put("changes", difference.changes());
    data.put("note", difference.note());
    return data;
  }

  static void show(PlanExplanation explanation, Terminal terminal) {
    String counted =
        "%d of %d runs can be reused".formatted(explanation.reusable(), explanation.looked());
    if (explanation.against().isEmpty()) {
      terminal.out(counted + ": the store holds none to compare with.");
      return;
    }
    terminal.out(
        "%s, compared with %s of %s:"
            .formatted(counted, explanation.against(), Show.date(explanation.finished())));
    int width = width(explanation.differences(), explanation.same());
    for (Difference difference : explanation.differences()) {
      String share =
          difference.changes() == explanation.compared()
              ? "changes all %d ids".formatted(explanation.compared())
              : "changes %d of %d ids".formatted(difference.changes(), explanation.compared());
      String note = difference.note().isEmpty() ? "" : "  " + difference.note();
      line(terminal, width, difference.path(), change(difference) + note + "  " + share);
    }
    if (!explanation.same().isEmpty()) {
      line(terminal, width, String.join(", ", explanation.same()), "same");
    }
    line(terminal, width, "code", "recorded, not part of the id");
  }

  static void show(RunExplanation explanation, Terminal terminal) {
    terminal.out(terminal.paint(Colour.BOLD, explanation.runId().hex()) + " is the sha256 of");
    terminal.out("  " + explanation.identity());
    if (explanation.nearest().isEmpty()) {
      terminal.out("No other run of this study is stored.");
      return;
    }
    terminal.out(
        "The nearest stored run, %s, differs in"
            .formatted(explanation.nearest().orElseThrow().shortHex()));
    int width = width(explanation.differences(), List.of());
    for (Difference difference : explanation.differences()) {
      line(terminal, width, difference.path(), change(difference));
    }
  }

  private static int width(List<Difference> differences, List<String> same) {
    int paths = differences.stream().mapToInt(d -> d.path().length()).max().orElse(4);
    return Math.max(paths, String.join(", ", same).length());
  }

  private static void line(Terminal terminal, int width, String path, String text) {
    terminal.out("  " + path + " ".repeat(Math.max(0, width - path.length())) + "  " + text);
  }

  private static String change(Difference difference) {
    return values(difference.stored()) + " -> " + values(difference.planned());
  }

  private static String values(List<String> values) {
    String text = values.isEmpty() ? "nothing" : String.join(",", values);
    return DIGEST.matcher(text).replaceAll("$1..");
  }
}
