package io.metalab.cli.output;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one document that a command prints under {@code --json}. */
public final class Envelope {
  private Envelope() {}

  /**
   * Returns the document of a command that did what it was asked.
   *
   * @param data what it hands out
   * @param next where to go on if {@code truncated}, or null
   * @param truncated whether there is more than was handed out
   */
  public static Map<String, @Nullable Object> success(
      @Nullable Object data, @Nullable String next, boolean truncated) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next", next);
    meta.put("truncated", truncated);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("ok", true);
    document.put("data", data);
    document.put("meta", meta);
    return document;
  }

  /** Returns the document of a command that failed. */
  public static Map<String, @Nullable Object> failure(Problem problem) {
    return failure(
        problem.name(), problem.message(), problem.hint(), problem.details(), problem.retryable());
  }

  /**
   * Returns the document of something that failed.
   *
   * @param code what kind of problem, for programs
   * @param message what, where, and which rule
   * @param hint what to do next, or empty
   * @param details further facts by name
   * @param retryable whether the same may succeed later
   */
  public static Map<String, @Nullable Object> failure(
      String code, String message, String hint, Map<String, Object> details, boolean retryable) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("hint", hint);
    error.put("details", details);
    error.put("retryable", retryable);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("ok", false);
    document.put("error", error);
    return document;
  }
}
