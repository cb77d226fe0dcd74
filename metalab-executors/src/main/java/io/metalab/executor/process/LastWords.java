package io.metalab.executor.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a worker printed last, and what Java's report of a fault says first; thread-safe. */
final class LastWords {
  private static final int LINES = 5;
  private static final String FAULT = "# A fatal error has been detected by the Java Runtime";
  private static final String FRAME = "# Problematic frame:";

  private final Deque<String> last = new ArrayDeque<>();
  private String fault = "";
  private String frame = "";
  private boolean inFault;
  private boolean inFrame;

  /** Takes the next line. */
  synchronized void add(String line) {
    last.addLast(line);
    if (last.size() > LINES) {
      last.removeFirst();
    }
    if (line.startsWith(FAULT)) {
      inFault = true;
    } else if (line.startsWith(FRAME)) {
      inFrame = true;
    } else {
      readReport(line.replaceFirst("^#\\s*", "").strip());
    }
  }

  private void readReport(String text) {
    if (text.isEmpty()) {
      return;
    }
    if (inFrame && frame.isEmpty()) {
      frame = text;
    } else if (inFault && fault.isEmpty()) {
      fault = text.replaceFirst(" at pc=.*", "");
    }
  }

  /** Returns the signal and the frame of a fault, or the empty string if there was none. */
  synchronized String fault() {
    return fault.isEmpty() || frame.isEmpty() ? fault : fault + " in " + frame;
  }

  /** Returns the last lines. */
  synchronized List<String> lines() {
    return List.copyOf(last);
  }
}
