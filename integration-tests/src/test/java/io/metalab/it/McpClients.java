package io.metalab.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.core.json.Json;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Clients of servers of tools, from npm, and what they are told to do. */
final class McpClients {
  static final String OLD = "@modelcontextprotocol/sdk";
  static final String NEW = "@modelcontextprotocol/client";

  private static final Path NPM = Path.of("target/npm").toAbsolutePath();
  private static final String SCRIPT = script();

  private McpClients() {}

  private static String script() {
    try (InputStream in = McpClients.class.getResourceAsStream("mcp_client.mjs")) {
      return new String(requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the command that starts the server of a program. */
  static List<String> server(String mainClass, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(ManagementFactory.getRuntimeMXBean().getClassPath());
    command.addAll(List.of(mainClass, "mcp"));
    command.addAll(List.of(options));
    return command;
  }

  static Map<String, Object> step(String name, Map<String, ?> arguments) {
    return Map.of("name", name, "arguments", arguments);
  }

  /** Lets a client carry out a plan, and returns what it saw. */
  static Map<String, @Nullable Object> drive(String client, Map<String, ?> plan) {
    Needs.that(
        Files.isDirectory(NPM.resolve("node_modules").resolve(client)),
        client + " (.ci/run says how to install it)");
    Outcome outcome =
        JavaProcess.run(
            NPM, List.of("node", "--input-type=module", "-e", SCRIPT, client, Json.write(plan)));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Json.parseObject(outcome.out());
  }

  static List<Map<?, ?>> answers(Map<String, @Nullable Object> seen) {
    List<Map<?, ?>> answers = new ArrayList<>();
    ((List<?>) requireNonNull(seen.get("answers"), seen.toString()))
        .forEach(answer -> answers.add((Map<?, ?>) answer));
    return answers;
  }

  /** Returns the code of a refusal and the field at fault. */
  static String error(Map<?, ?> answer) {
    Map<?, ?> error = (Map<?, ?>) requireNonNull(answer.get("error"), answer.toString());
    Map<?, ?> details = (Map<?, ?>) requireNonNull(error.get("details"));
    return "%s %s".formatted(error.get("code"), details.get("field_path"));
  }
}
