package io.metalab.core.command;

import io.metalab.api.Capture;
import io.metalab.api.Capture.LogLevel;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a person should know of a run that is no failure: a bounded number of notes in the record,
 * each a warning in the log.
 */
final class Remarks {
  private static final int MOST = 8;

  private final Capture capture;
  private final Set<String> made = new LinkedHashSet<>();
  private long more;

  Remarks(Capture capture) {
    this.capture = capture;
  }

  void add(String remark) {
    if (made.contains(remark)) {
      return;
    }
    if (made.size() == MOST) {
      more++;
      return;
    }
    made.add(remark);
    capture.log(LogLevel.WARN, remark);
    capture.note(remark);
  }

  /** Notes how many remarks were left out. */
  void finish() {
    if (more > 0) {
      capture.note("There were %d more remarks of this kind.".formatted(more));
    }
  }
}
