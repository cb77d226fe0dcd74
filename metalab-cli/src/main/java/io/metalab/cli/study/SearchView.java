package io.metalab.cli.study;

import io.metalab.api.Goal;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.search.SearchProgress;
import io.metalab.core.search.SearchProgress.Suggestion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How far a search is. */
public final class SearchView {
  private static final int MOST_LISTED = 10;

  private SearchView() {}

  /** Returns how many suggestions there are, and the best of them. */
  public static Map<String, @Nullable Object> data(SearchProgress search) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("decided", search.decided());
    data.put("budget", search.budget());
    data.put("batch", search.batch());
    data.put("results", search.results());
    data.put("valued", search.valued());
    data.put("ended", search.ended());
    data.put("best", search.best().stream().map(best -> suggestion(search, best)).toList());
    return data;
  }

  private static Map<String, @Nullable Object> suggestion(
      SearchProgress search, Suggestion suggestion) {
    Map<String, Object> goals = new LinkedHashMap<>();
    for (int i = 0; i < search.goals().size(); i++) {
      goals.put(search.goals().get(i).metric(), suggestion.values().get(i));
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("suggestion", suggestion.number());
    data.put("goals", goals);
    data.put("params", suggestion.params().asMap());
    return data;
  }

  /** Prints how many suggestions there are, and the best of them. */
  public static void show(SearchProgress search, Terminal terminal) {
    show(search, "  ", terminal);
  }

  /** Prints it below something else, each line behind blanks. */
  static void show(SearchProgress search, String indent, Terminal terminal) {
    long without = search.results() - search.valued();
    terminal.outFolded(
        "%ssearch: suggestion %d of %d%s%s"
            .formatted(
                indent,
                search.decided(),
                search.budget(),
                without > 0 ? ", %d without a value".formatted(without) : "",
                search.ended() && search.decided() < search.budget() ? ", ended by itself" : ""));
    String word = search.goals().size() > 1 ? "front" : "best";
    search.best().stream()
        .limit(MOST_LISTED)
        .forEach(
            best ->
                terminal.outFolded(
                    "%s%s: %s at suggestion %d, %s"
                        .formatted(
                            indent,
                            word,
                            values(search, best),
                            best.number(),
                            Show.values(best.params().asMap()))));
    if (search.best().size() > MOST_LISTED) {
      terminal.out(
          "%s%s %d more"
              .formatted(indent, terminal.glyphs().ellipsis(), search.best().size() - MOST_LISTED));
    }
  }

  private static String values(SearchProgress search, Suggestion suggestion) {
    return IntStream.range(0, search.goals().size())
        .mapToObj(i -> value(search.goals().get(i), suggestion.values().get(i)))
        .collect(Collectors.joining(" "));
  }

  private static String value(Goal goal, double value) {
    return goal.metric() + " " + Show.number(value);
  }
}
