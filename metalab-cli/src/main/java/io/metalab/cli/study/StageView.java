package io.metalab.cli.study;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.stage.StageStanding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where each stage of a study stands, as documents and for people. */
public final class StageView {
  private static final int MOST_NAMED = 3;

  private StageView() {}

  /**
   * One stage.
   *
   * @param standing what is known of it
   * @param counts how many of its runs are where, by word
   * @param search how far its search is, where that is told
   */
  public record Line(
      StageStanding standing, Map<String, Long> counts, Optional<SearchProgress> search) {
    public Line {
      counts = new LinkedHashMap<>(counts);
      requireNonNull(search, "search");
    }

    /** Tells nothing of a search. */
    public Line(StageStanding standing, Map<String, Long> counts) {
      this(standing, counts, Optional.empty());
    }
  }

  /** Returns what is known of stages whose runs are not counted one by one. */
  public static List<Line> lines(List<StageStanding> standings) {
    return standings.stream().map(standing -> new Line(standing, Map.of())).toList();
  }

  /** Returns the stages as a document. */
  public static List<Map<String, Object>> data(List<Line> lines) {
    return lines.stream().map(StageView::data).toList();
  }

  private static Map<String, Object> data(Line line) {
    StageStanding standing = line.standing();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("stage", standing.name());
    data.put("operation", standing.operation());
    data.put("sweep", standing.sweep());
    data.put("runs", standing.runs());
    data.putAll(line.counts());
    data.put("pending", standing.pending());
    data.put("waits_for", standing.waitsFor());
    data.put("blocked", standing.blocked());
    data.put("blocked_by", standing.blocking().stream().map(RunId::hex).toList());
    line.search().ifPresent(search -> data.put("search", SearchView.data(search)));
    return data;
  }

  /** Prints one line for each stage. */
  public static void show(List<Line> lines, Terminal terminal) {
    int width = lines.stream().mapToInt(line -> line.standing().name().length()).max().orElse(0);
    for (Line line : lines) {
      String name = line.standing().name();
      List<String> parts = new ArrayList<>();
      if (line.standing().runs() > 0) {
        parts.add(Show.count(line.standing().runs(), "run"));
      }
      line.counts()
          .forEach(
              (word, count) -> {
                if (count > 0) {
                  parts.add(count + " " + word);
                }
              });
      parts.addAll(rest(line.standing()));
      terminal.outFolded(
          "  %s%s  %s: %s"
              .formatted(
                  name,
                  " ".repeat(width - name.length()),
                  line.standing().sweep(),
                  parts.isEmpty() ? "no runs" : String.join(", ", parts)));
      line.search().ifPresent(search -> SearchView.show(search, "    ", terminal));
    }
  }

  /** Prints what becomes of the runs of a stage that have no ids, if there are any. */
  public static void showRest(StageStanding standing, Terminal terminal) {
    List<String> parts = rest(standing);
    if (!parts.isEmpty()) {
      terminal.outFolded("  " + String.join(", ", parts));
    }
  }

  /** Prints which runs are blocked, if there are any. */
  public static void showBlocked(List<StageStanding> standings, Terminal terminal) {
    for (StageStanding standing : standings) {
      if (standing.blocked() > 0) {
        terminal.outFolded("  stage %s: %s".formatted(standing.name(), blocked(standing)));
      }
    }
  }

  /** Returns what becomes of the runs without ids, such as {@code 6 pending on data}. */
  private static List<String> rest(StageStanding standing) {
    List<String> parts = new ArrayList<>();
    if (standing.pending() > 0) {
      parts.add(
          standing.waitsFor().isEmpty()
              ? standing.pending() + " later at most"
              : "%d pending on %s"
                  .formatted(standing.pending(), String.join(", ", standing.waitsFor())));
    }
    if (standing.blocked() > 0) {
      parts.add(blocked(standing));
    }
    return parts;
  }

  private static String blocked(StageStanding standing) {
    List<String> named =
        standing.blocking().stream().limit(MOST_NAMED).map(RunId::shortHex).toList();
    return "%d blocked by %s%s"
        .formatted(
            standing.blocked(),
            String.join(" ", named),
            standing.blocking().size() > named.size() ? " and others" : "");
  }
}
