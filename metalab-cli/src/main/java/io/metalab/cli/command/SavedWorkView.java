package io.metalab.cli.command;

import io.metalab.api.Provenance;
import io.metalab.api.RunStatus;
import io.metalab.api.store.StoredState;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the next attempt at a run continues from, as a document and for people. */
final class SavedWorkView {
  private SavedWorkView() {}

  static List<Map<String, Object>> data(List<StoredState> states) {
    return states.stream().map(SavedWorkView::data).toList();
  }

  private static Map<String, Object> data(StoredState state) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", state.key().name());
    data.put("attempt", state.key().attempt());
    data.put("size_bytes", state.sizeBytes());
    return data;
  }

  /**
   * Prints one line for each state.
   *
   * @param status how the run stands
   */
  static void show(List<StoredState> states, RunStatus status, Terminal terminal) {
    String use = status == RunStatus.RUNNING ? "" : "; the next attempt continues from it";
    for (StoredState state : states) {
      terminal.outFolded(
          "saved      %s  %s by attempt %d%s"
              .formatted(
                  state.key().name(), Show.bytes(state.sizeBytes()), state.key().attempt(), use));
    }
  }

  /** Prints what an attempt continued from, if it did. */
  static void showContinued(Provenance provenance, Terminal terminal) {
    if (provenance.values().get("continued_from") instanceof Map<?, ?> states) {
      states.forEach(
          (name, state) -> {
            if (state instanceof Map<?, ?> saved) {
              terminal.out(
                  "continued  %s  saved by attempt %s".formatted(name, saved.get("attempt")));
            }
          });
    }
  }
}
