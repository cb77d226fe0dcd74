package io.metalab.cli.command;

import io.metalab.api.RunId;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.results.RunLinks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the inputs of a run come from and who took its artifacts, as documents and for people. */
final class LinksView {
  private static final int MOST_SHOWN = 5;

  private LinksView() {}

  /** Adds the links to the document of a run. */
  static void addTo(Map<String, @Nullable Object> data, RunLinks links) {
    data.put("takes", data(links.takes()));
    data.put("taken_by", data(links.taken()));
  }

  private static List<Map<String, Object>> data(Map<RunId, Set<String>> links) {
    List<Map<String, Object>> data = new ArrayList<>();
    links.forEach(
        (run, names) -> {
          Map<String, Object> link = new LinkedHashMap<>();
          link.put("run", run.hex());
          link.put("artifacts", List.copyOf(names));
          data.add(link);
        });
    return data;
  }

  static void show(RunLinks links, Terminal terminal) {
    show("takes      ", links.takes(), terminal);
    show("taken by   ", links.taken(), terminal);
  }

  private static void show(String title, Map<RunId, Set<String>> links, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    links.forEach((run, names) -> lines.add(run.shortHex() + "  " + String.join(", ", names)));
    for (int i = 0; i < Math.min(lines.size(), MOST_SHOWN); i++) {
      terminal.outFolded((i == 0 ? title : " ".repeat(title.length())) + lines.get(i));
    }
    if (lines.size() > MOST_SHOWN) {
      terminal.out(" ".repeat(title.length()) + "and %d more".formatted(lines.size() - MOST_SHOWN));
    }
  }
}
