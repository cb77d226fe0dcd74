package io.metalab.cli.command;

import io.metalab.api.RunId;
import java.util.List;
import java.util.stream.Collectors;

/** Names the runs that could not be taken along, as they are being executed. */
final class RunningText {
  private static final int MOST_NAMED = 5;

  private RunningText() {}

  /** Returns who is being executed; of many the first few. */
  static String of(List<RunId> running) {
    String named =
        running.stream().limit(MOST_NAMED).map(RunId::shortHex).collect(Collectors.joining(" "));
    int more = running.size() - MOST_NAMED;
    return (running.size() == 1 ? "1 run is" : running.size() + " runs are")
        + " being executed: "
        + named
        + (more > 0 ? " and %d more".formatted(more) : "");
  }

  static List<String> data(List<RunId> running) {
    return running.stream().map(RunId::hex).toList();
  }
}
