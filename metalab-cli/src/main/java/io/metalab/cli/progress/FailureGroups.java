package io.metalab.cli.progress;

import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Failed runs by kind of failure, in the order in which the kinds first came up; not thread-safe.
 */
public final class FailureGroups {
  private static final int IDS_KEPT = 3;
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern USER_FRAME =
      Pattern.compile(
          "\\sat (?!java\\.|jdk\\.|sun\\.|io\\.metalab\\.)[^(\\n]*\\(([^)\\n:]+:\\d+)\\)");

  private final Map<String, Group> groups = new LinkedHashMap<>();

  /**
   * Failures of one kind.
   *
   * @param count how many runs
   * @param type type of the error
   * @param message its message with numbers replaced by {@code <n>}
   * @param frame file and line of the topmost frame that is the user's, or empty
   * @param runs short ids of the first few
   */
  public record Group(long count, String type, String message, String frame, List<String> runs) {
    public Group {
      runs = List.copyOf(runs);
    }

    private Group with(String run) {
      List<String> more = new ArrayList<>(runs);
      if (more.size() < IDS_KEPT) {
        more.add(run);
      }
      return new Group(count + 1, type, message, frame, more);
    }
  }

  /** Adds a failed run. */
  public void add(RunRecord record) {
    RunError error = record.error();
    String message = NUMBER.matcher(error.message().strip()).replaceAll("<n>");
    String firstLine = message.lines().findFirst().orElse("");
    String key = error.fingerprint().isEmpty() ? error.type() + firstLine : error.fingerprint();
    Group known =
        groups.getOrDefault(
            key, new Group(0, error.type(), firstLine, frame(error.stackTrace()), List.of()));
    groups.put(key, known.with(record.runId().shortHex()));
  }

  /** Returns the groups. */
  public List<Group> groups() {
    return List.copyOf(groups.values());
  }

  private static String frame(String stackTrace) {
    Matcher frame = USER_FRAME.matcher(stackTrace);
    return frame.find() ? frame.group(1) : "";
  }
}
