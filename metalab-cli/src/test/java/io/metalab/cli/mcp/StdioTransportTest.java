package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.metalab.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StdioTransportTest {
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  private static Tool echo() {
    return new Tool(
        "echo",
        "Says the same.",
        ToolInput.of(InputField.text("text", "What to say.").required()),
        ToolHints.LOOKS,
        (arguments, progress) -> ToolAnswer.of(arguments.text("text")));
  }

  private static String call(int id, String name, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",%s}}\n"
        .formatted(id, name, params);
  }

  private static String echo(int id, String text) {
    return call(id, "echo", "\"arguments\":{\"text\":\"" + text + "\"}");
  }

  /** Returns all that the client got. */
  private static List<Map<String, @Nullable Object>> serve(Tool tool, InputStream in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serve(tool, in, out, Duration.ofMinutes(2));
    return out.toString(UTF_8).lines().map(Json::parseObject).toList();
  }

  private static void serve(Tool tool, InputStream in, OutputStream out, Duration grace) {
    ToolServer server = new ToolServer("test", "1", "Test it.", List.of(tool));
    try (ToolCalls calls = new ToolCalls(Duration.ofMillis(1))) {
      StdioTransport.serve(server, calls, in, out, grace);
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static Map<String, @Nullable Object> answer(
      List<Map<String, @Nullable Object>> messages, int id) {
    return messages.stream()
        .filter(message -> message.get("id") instanceof Number number && number.intValue() == id)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> errors(List<Map<String, @Nullable Object>> messages) {
    List<String> errors = new ArrayList<>();
    for (Map<String, @Nullable Object> message : messages) {
      if (message.get("error") instanceof Map<?, ?> error) {
        errors.add(message.get("id") + " " + error.get("code"));
      }
    }
    return errors;
  }

  @Test
  void answersACallThatCameBeforeTheEndOfTheInput() {
    List<Map<String, @Nullable Object>> messages =
        serve(echo(), bytes(INITIALIZE + echo(1, "hello")));
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("ok", true);
    envelope.put("data", "hello");
    assertThat(answer(messages, 1).get("result"))
        .asInstanceOf(MAP)
        .containsEntry("isError", false)
        .extractingByKey("structuredContent")
        .asInstanceOf(MAP)
        .containsAllEntriesOf(envelope);
    assertThat(messages).hasSize(2);
  }

  @Test
  void refusesAFrameOf17MiBAndGoesOn() {
    String text = "x".repeat(17 << 20);
    List<Map<String, @Nullable Object>> messages =
        serve(echo(), bytes(INITIALIZE + echo(1, text) + echo(2, "hello")));
    assertThat(errors(messages)).containsExactly("null -32600");
    assertThat(answer(messages, 2)).containsKey("result");
    assertThat(messages).hasSize(3);
  }

  @Test
  void refusesWhatIsNoMessageAndGoesOn() {
    String bad =
        """
        not json
        [1, 2]
        {"id": 5}
        {"jsonrpc":"2.0","id":{},"method":"ping"}
        """
            + "[".repeat(5000)
            + "\n"
            + call(7, "echo", "\"arguments\":[1]")
            + call(8, "nothing", "\"arguments\":{}")
            + "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\"}\n";
    List<Map<String, @Nullable Object>> messages =
        serve(echo(), bytes(INITIALIZE + bad + echo(10, "hello")));
    assertThat(errors(messages))
        .containsExactlyInAnyOrder(
            "null -32700",
            "null -32700",
            "null -32600",
            "null -32600",
            "null -32700",
            "8 -32602",
            "9 -32602");
    assertThat(Json.write(answer(messages, 7).get("result")))
        .contains("The arguments of a call must be an object.")
        .contains("\"isError\":true");
    assertThat(answer(messages, 10)).containsKey("result");
  }

  @Test
  void aClientThatAsksForItHearsOfProgress() {
    CountDownLatch told = new CountDownLatch(2);
    Tool slow =
        new Tool(
            "wait",
            "Waits.",
            ToolInput.of(),
            ToolHints.LOOKS,
            (arguments, progress) -> {
              progress.tell("waiting");
              await(told);
              return ToolAnswer.of("done");
            });
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            seen.write(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            seen.write(bytes, offset, length);
            if (new String(bytes, offset, length, UTF_8).contains("notifications/progress")) {
              told.countDown();
            }
          }
        };
    serve(
        slow,
        bytes(INITIALIZE + call(1, "wait", "\"arguments\":{},\"_meta\":{\"progressToken\":\"t\"}")),
        out,
        Duration.ofMinutes(2));
    List<String> progress =
        seen.toString(UTF_8).lines().filter(line -> line.contains("progress")).toList();
    assertThat(progress).hasSizeGreaterThanOrEqualTo(2);
    // The first may be sent before the tool says what it does, under the tool's name.
    assertThat(progress)
        .allMatch(line -> line.contains("\"progressToken\":\"t\"") && line.contains(":\"wait"));
  }

  @Test
  void aCallThatNobodyWaitsForIsInterrupted() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Tool endless =
        new Tool(
            "wait",
            "Waits.",
            ToolInput.of(),
            ToolHints.LOOKS,
            (arguments, progress) -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
              }
              return ToolAnswer.of("interrupted");
            });
    InputStream endsOnceItHasBegun =
        new InputStream() {
          @Override
          public int read() {
            await(begun);
            return -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    serve(
        endless,
        new SequenceInputStream(
            bytes(INITIALIZE + call(1, "wait", "\"arguments\":{}")), endsOnceItHasBegun),
        OutputStream.nullOutputStream(),
        Duration.ZERO);
    await(interrupted);
  }

  @Test
  void aClientThatIsGoneEndsTheServing() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    InputStream in = new SequenceInputStream(bytes(INITIALIZE), bytes("not json\n" + echo(1, "x")));
    serve(echo(), in, broken, Duration.ofMinutes(2));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
