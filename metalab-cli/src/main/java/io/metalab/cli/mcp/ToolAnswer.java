package io.metalab.cli.mcp;

import io.metalab.cli.output.Envelope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call hands out: the envelope of all surfaces.
 *
 * @param envelope as {@link Envelope} makes it
 */
public record ToolAnswer(Map<String, @Nullable Object> envelope) {
  public ToolAnswer {
    envelope = Collections.unmodifiableMap(new LinkedHashMap<>(envelope));
  }

  /** Returns the answer of a call that did what it was asked. */
  public static ToolAnswer of(@Nullable Object data) {
    return page(data, null);
  }

  /** Returns an answer that goes on at {@code next}, unless that is null. */
  public static ToolAnswer page(@Nullable Object data, @Nullable String next) {
    return new ToolAnswer(Envelope.success(data, next, next != null));
  }

  /** Returns the answer of a call that failed. */
  static ToolAnswer failure(ToolProblem problem) {
    return new ToolAnswer(
        Envelope.failure(
            problem.code(),
            problem.message(),
            problem.hint(),
            problem.details(),
            problem.retryable()));
  }

  /** Returns whether the call did what it was asked. */
  public boolean ok() {
    return Boolean.TRUE.equals(envelope.get("ok"));
  }
}
