package io.metalab.cli.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ToolCallsTest {
  private static Tool tool(ToolHandler handler) {
    return new Tool(
        "do_it",
        "Does it.",
        ToolInput.of(InputField.text("what", "What.")),
        ToolHints.LOOKS,
        handler);
  }

  private static ToolReply call(ToolHandler handler, Map<String, ?> arguments) {
    try (ToolCalls calls = new ToolCalls(Duration.ofHours(1))) {
      return calls.call(tool(handler), arguments, Optional.empty());
    }
  }

  private static Map<String, @Nullable Object> error(ToolReply reply) {
    assertThat(reply.ok()).isFalse();
    return Json.parseObject(Json.write(reply.envelope().get("error")));
  }

  @Test
  void anAnswerIsTheEnvelopeAsValuesAndAsText() {
    ToolReply reply =
        call((arguments, progress) -> ToolAnswer.page(List.of(0.5, Double.NaN), "2"), Map.of());
    assertThat(reply.ok()).isTrue();
    assertThat(reply.text())
        .isEqualTo(
            "{\"ok\":true,\"data\":[0.5,\"NaN\"],\"meta\":{\"next\":\"2\",\"truncated\":true}}");
    assertThat(reply.envelope()).containsEntry("data", List.of(0.5, "NaN"));
  }

  @Test
  void aFailureKeepsItsCodeAndAnUnexpectedOneIsInternal() {
    ToolReply known =
        call(
            (arguments, progress) -> {
              throw new MetalabException(ErrorCode.STORE_CORRUPT, "A bad line.");
            },
            Map.of());
    assertThat(error(known))
        .containsEntry("code", "store_corrupt")
        .containsEntry("message", "A bad line.");
    ToolReply unknown =
        call(
            (arguments, progress) -> {
              throw new IllegalStateException("a defect");
            },
            Map.of());
    assertThat(error(unknown)).containsEntry("code", "internal");
  }

  @Test
  void aHandlerIsNotCalledWithArgumentsThatBreakARule() {
    ToolReply reply =
        call(
            (arguments, progress) -> {
              throw new AssertionError("called");
            },
            Map.of("what", 5));
    assertThat(error(reply)).containsEntry("details", Map.of("field_path", "what"));
  }

  @Test
  void anAnswerThatIsTooLargeSaysSo() {
    int most =
        ToolReply.MOST_BYTES
            - "{'ok':true,'data':'','meta':{'next':null,'truncated':false}}".length();
    assertThat(call((arguments, progress) -> ToolAnswer.of("x".repeat(most)), Map.of()).ok())
        .isTrue();
    ToolReply reply = call((arguments, progress) -> ToolAnswer.of("x".repeat(most + 1)), Map.of());
    assertThat(error(reply)).containsEntry("code", "too_large");
  }

  @Test
  void aClientHearsOfWorkThatLastsAndOfWhatIsBeingDone() {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    BlockingQueue<Double> times = new LinkedBlockingQueue<>();
    ToolHandler patient =
        (arguments, progress) -> {
          progress.tell("epoch 1");
          await(heard, "epoch 1");
          progress.tell("epoch 2");
          await(heard, "epoch 2");
          return ToolAnswer.of("done");
        };
    ProgressSink sink =
        (seconds, message) -> {
          times.add(seconds);
          heard.add(message);
        };
    try (ToolCalls calls = new ToolCalls(Duration.ofMillis(1))) {
      assertThat(calls.call(tool(patient), Map.of(), Optional.of(sink)).ok()).isTrue();
    }
    assertThat(List.copyOf(times)).isSorted().doesNotHaveDuplicates();
  }

  private static void await(BlockingQueue<String> heard, String message) {
    try {
      while (!heard.take().equals(message)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
