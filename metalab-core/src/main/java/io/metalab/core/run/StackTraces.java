package io.metalab.core.run;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Prints stack traces from the operation's point of view, in bounded length. */
final class StackTraces {
  private static final String AT = "\tat ";
  private static final int MAX_FRAMES = 60;
  private static final int MAX_MESSAGE = 2_000;
  private static final List<String> NOT_THE_USERS =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.metalab.api.",
          "io.metalab.capture.",
          "io.metalab.core.",
          "io.metalab.store.",
          "io.metalab.executor.");

  private StackTraces() {}

  /**
   * Returns the stack trace with its causes; frames below the run's lifecycle are left out, and of
   * a very deep stack all but the first.
   */
  static String text(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    append(text, thrown, "", Collections.newSetFromMap(new IdentityHashMap<>()));
    return text.toString();
  }

  /**
   * Returns class and method of the topmost frame of the user's own code, or empty if there is
   * none. The line is left out: an edit above it does not make another kind of failure.
   */
  static String topUserFrame(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (NOT_THE_USERS.stream().noneMatch(frame.getClassName()::startsWith)) {
        return frame.getClassName() + "." + frame.getMethodName();
      }
    }
    return "";
  }

  /**
   * Returns file and line of the topmost frame of the user's own code in a printed stack trace, or
   * empty if there is none.
   */
  static String placeOfTopUserFrame(String trace) {
    for (String line : trace.split("\n", -1)) {
      int open = line.indexOf('(');
      int close = line.indexOf(')', open + 1);
      if (line.startsWith(AT) && close > open + 1) {
        String frame = line.substring(AT.length(), open);
        String owner = frame.substring(frame.lastIndexOf('/') + 1);
        if (NOT_THE_USERS.stream().noneMatch(owner::startsWith)) {
          return line.substring(open + 1, close);
        }
      }
    }
    return "";
  }

  private static void append(
      StringBuilder text, Throwable thrown, String caption, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return;
    }
    text.append(caption).append(shortened(thrown.toString())).append('\n');
    int frames = 0;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().equals(DefaultRunBody.class.getName())) {
        break;
      }
      if (++frames > MAX_FRAMES) {
        text.append("\t... more\n");
        break;
      }
      text.append(AT).append(frame).append('\n');
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      append(text, suppressed, "Suppressed: ", seen);
    }
    if (thrown.getCause() != null) {
      append(text, thrown.getCause(), "Caused by: ", seen);
    }
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
  }
}
