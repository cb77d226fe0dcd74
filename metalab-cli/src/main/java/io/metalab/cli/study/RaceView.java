package io.metalab.cli.study;

import io.metalab.api.ReplicateRule;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.PointOutcome.Standing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the points of a study stand that adds replicates until they suffice. */
public final class RaceView {
  private static final int MOST_LISTED = 10;
  private static final int PERCENT = 100;

  private RaceView() {}

  /** Returns a line such as {@code until the 95 % interval of each point is ±0.01}. */
  public static String rule(ReplicateRule rule) {
    String confidence = Show.number(PERCENT * rule.confidence()) + " % interval";
    List<String> rules = new ArrayList<>();
    if (rule.halfwidth() > 0) {
      rules.add(
          "its %s is within %s of its mean".formatted(confidence, Show.number(rule.halfwidth())));
    }
    if (rule.separated()) {
      rules.add("its %s is apart from that of the best".formatted(confidence));
    }
    return "each point gets %d replicates, and more until %s"
        .formatted(rule.min(), String.join(", or ", rules));
  }

  /** Returns how many points stand where, and each of them. */
  public static Map<String, Object> data(List<PointOutcome> points) {
    Map<String, Object> data = new LinkedHashMap<>();
    counts(points)
        .forEach((standing, count) -> data.put(standing.name().toLowerCase(Locale.ROOT), count));
    data.put("points", points.stream().map(RaceView::point).toList());
    return data;
  }

  private static Map<String, @Nullable Object> point(PointOutcome point) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("case", point.caseId());
    data.put("replicates", point.replicates());
    data.put("planned", point.planned());
    data.put("standing", point.standing().name().toLowerCase(Locale.ROOT));
    data.put("mean", Double.isFinite(point.mean()) ? point.mean() : null);
    data.put("halfwidth", Double.isFinite(point.halfwidth()) ? point.halfwidth() : null);
    return data;
  }

  private static Map<Standing, Long> counts(List<PointOutcome> points) {
    Map<Standing, Long> counts = new EnumMap<>(Standing.class);
    for (Standing standing : Standing.values()) {
      counts.put(standing, points.stream().filter(p -> p.standing() == standing).count());
    }
    return counts;
  }

  /** Prints how many points stand where, and the first of them. */
  public static void show(List<PointOutcome> points, Terminal terminal) {
    List<String> parts = new ArrayList<>();
    counts(points)
        .forEach(
            (standing, count) -> {
              if (count > 0) {
                parts.add(count + " " + word(standing));
              }
            });
    terminal.out("  points: " + String.join(", ", parts));
    points.stream()
        .limit(MOST_LISTED)
        .forEach(point -> terminal.out("    " + line(point, terminal)));
    if (points.size() > MOST_LISTED) {
      terminal.out(
          "    %s %d more".formatted(terminal.glyphs().ellipsis(), points.size() - MOST_LISTED));
    }
  }

  private static String word(Standing standing) {
    return switch (standing) {
      case ACTIVE -> "go on";
      case NARROW -> "narrow enough";
      case SEPARATED -> "separated";
      case EXHAUSTED -> "had all replicates";
    };
  }

  private static String line(PointOutcome point, Terminal terminal) {
    String interval =
        Double.isFinite(point.halfwidth())
            ? ": mean %s, interval %s%s"
                .formatted(
                    Show.number(point.mean()),
                    terminal.glyphs().plusMinus(),
                    Show.number(point.halfwidth()))
            : "";
    String after = "%d of %d replicates".formatted(point.replicates(), point.planned());
    return point.caseId()
        + "  "
        + switch (point.standing()) {
          case ACTIVE -> "goes on after " + after + interval;
          case NARROW -> "stopped after " + after + interval;
          case SEPARATED -> "stopped after " + after + interval + ", separated from the others";
          case EXHAUSTED -> "had " + after + interval;
        };
  }
}
