package io.metalab.cli.command;

import io.metalab.api.RunStatus;
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

  private static final String DIGEST_OF = "sha256 ";

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

  /**
   * Prints why the runs of a plan are new or known.
   *
   * @param code the digest of the operation's code, or empty if it is not known
   */
  static void show(PlanExplanation explanation, String code, Terminal terminal) {
    String counted =
        "%d of %d runs can be reused".formatted(explanation.reusable(), explanation.looked());
    if (explanation.against().isEmpty()) {
      terminal.out(counted + ": the store holds none to compare with.");
      return;
    }
    boolean same = explanation.against().equals(explanation.experimentId());
    terminal.outFolded(
        "%s%s %s of %s%s:"
            .formatted(
                counted,
                same ? " from" : ", compared with",
                explanation.against(),
                Show.date(explanation.finished()),
                unfinished(explanation)));
    int width = width(explanation.differences());
    for (Difference difference : explanation.differences()) {
      String share =
          difference.changes() == explanation.compared()
              ? "changes all %d ids".formatted(explanation.compared())
              : "changes %d of %d ids".formatted(difference.changes(), explanation.compared());
      String note = difference.note().isEmpty() ? "" : "  " + difference.note();
      line(terminal, width, difference.path(), change(difference) + note + "  " + share);
    }
    String recorded =
        code.isEmpty()
            ? "code is recorded, not part of the id"
            : "code %s (recorded, not part of the id)".formatted(Show.digest(code));
    if (explanation.same().isEmpty()) {
      terminal.outFolded("  " + recorded);
    } else {
      line(terminal, width, String.join(", ", explanation.same()), "same  " + recorded);
    }
  }

  /** Tells of runs that are stored, but without success. */
  private static String unfinished(PlanExplanation explanation) {
    StringBuilder text = new StringBuilder();
    explanation
        .byStatus()
        .forEach(
            (status, count) -> {
              if (status != RunStatus.SUCCESS) {
                text.append(", %d %s".formatted(count, status.wireName()));
              }
            });
    return text.toString();
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
    int width = width(explanation.differences());
    for (Difference difference : explanation.differences()) {
      line(terminal, width, difference.path(), change(difference));
    }
  }

  private static int width(List<Difference> differences) {
    return differences.stream().mapToInt(d -> d.path().length()).max().orElse(0);
  }

  private static void line(Terminal terminal, int width, String path, String text) {
    terminal.outFolded("  " + path + " ".repeat(Math.max(0, width - path.length())) + "  " + text);
  }

  private static String change(Difference difference) {
    String stored = values(difference.stored());
    String planned = values(difference.planned());
    boolean digests = stored.startsWith(DIGEST_OF) && planned.startsWith(DIGEST_OF);
    return stored + " -> " + (digests ? planned.substring(DIGEST_OF.length()) : planned);
  }

  private static String values(List<String> values) {
    String text = values.isEmpty() ? "nothing" : String.join(",", values);
    return DIGEST.matcher(text).replaceAll("$1..");
  }
}
