package io.metalab.cli.mcp;

import io.metalab.cli.output.Plain;
import io.metalab.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes to the client, both as values and as the same JSON in a text.
 *
 * @param envelope made of what JSON has
 * @param text the same
 * @param ok whether the call did what it was asked
 */
record ToolReply(Map<String, @Nullable Object> envelope, String text, boolean ok) {
  /** A larger answer would fill the memory of a model. */
  static final int MOST_BYTES = 256 << 10;

  /** Returns the reply that hands out an answer, or says that it is too large. */
  static ToolReply of(ToolAnswer answer) {
    Map<String, @Nullable Object> plain = Plain.ofMap(answer.envelope());
    String text = Json.write(plain);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MOST_BYTES
        ? new ToolReply(plain, text, answer.ok())
        : of(ToolAnswer.failure(tooLarge(bytes)));
  }

  private static ToolProblem tooLarge(int bytes) {
    return new ToolProblem(
        "too_large",
        "The answer would take %d KiB, and the most is %d KiB."
            .formatted(bytes >> 10, MOST_BYTES >> 10),
        "ask for less: a smaller limit or max_bytes, fewer columns, a narrower filter",
        Map.of("size_bytes", bytes),
        false);
  }
}
