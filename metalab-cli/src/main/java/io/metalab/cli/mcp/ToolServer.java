package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tools with a name and a version, ready to be served over a transport.
 *
 * @param name of the server
 * @param version of the server
 * @param instructions what a client should know before it uses any tool
 * @param tools in the order in which clients list them
 */
public record ToolServer(String name, String version, String instructions, List<Tool> tools) {
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  public ToolServer {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
    requireNonNull(instructions, "instructions");
    tools = ImmutableList.copyOf(tools);
  }

  /** Serves one client that reads and writes lines, until there are no more. */
  McpSyncServer over(McpServerTransportProvider transport, ToolCalls calls) {
    return served(McpServer.sync(transport), calls);
  }

  /** Serves clients of HTTP. */
  McpSyncServer over(McpStreamableServerTransportProvider transport, ToolCalls calls) {
    return served(McpServer.sync(transport), calls);
  }

  /** Returns what calls the tools as clients are promised. */
  static ToolCalls calls() {
    return new ToolCalls(PROGRESS);
  }

  private McpSyncServer served(McpServer.SyncSpecification<?> server, ToolCalls calls) {
    return server
        .serverInfo(name, version)
        .instructions(instructions)
        .jsonMapper(new WireJson())
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        // The envelope says what is wrong with arguments, and where; results are made here.
        .validateToolInputs(false)
        .jsonSchemaValidator(new NoValidator())
        .tools(tools.stream().map(tool -> specification(tool, calls)).toList())
        .build();
  }

  private static SyncToolSpecification specification(Tool tool, ToolCalls calls) {
    ToolHints hints = tool.hints();
    McpSchema.Tool declared =
        McpSchema.Tool.builder(tool.name(), tool.input().schema())
            .description(tool.description())
            .outputSchema(outputSchema())
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .readOnlyHint(hints.readOnly())
                    .destructiveHint(hints.destructive())
                    .idempotentHint(hints.idempotent())
                    .openWorldHint(hints.openWorld())
                    .build())
            .build();
    return new SyncToolSpecification(
        declared,
        (exchange, request) ->
            result(calls.call(tool, request.arguments(), sink(exchange, request))));
  }

  private static CallToolResult result(ToolReply reply) {
    return CallToolResult.builder()
        .structuredContent(reply.envelope())
        .addTextContent(reply.text())
        .isError(!reply.ok())
        .build();
  }

  private static Optional<ProgressSink> sink(
      McpSyncServerExchange exchange, CallToolRequest request) {
    Map<String, Object> meta = request.meta();
    Object token = meta == null ? null : meta.get("progressToken");
    return Optional.ofNullable(token)
        .map(
            wanted ->
                (seconds, message) ->
                    exchange.progressNotification(
                        McpSchema.ProgressNotification.builder(wanted, seconds)
                            .message(message)
                            .build()));
  }

  /** Both arms: clients hold failures against the schema, too. */
  static Map<String, Object> outputSchema() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", "object");
    error.put(
        "properties",
        Map.of(
            "code", Map.of("type", "string"),
            "message", Map.of("type", "string"),
            "hint", Map.of("type", "string"),
            "details", Map.of("type", "object"),
            "retryable", Map.of("type", "boolean")));
    error.put("required", List.of("code", "message", "hint", "details", "retryable"));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("type", "object");
    meta.put(
        "properties",
        Map.of(
            "next", Map.of("type", List.of("string", "null")),
            "truncated", Map.of("type", "boolean")));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("ok", Map.of("type", "boolean"));
    properties.put("data", Map.of("description", "what the tool hands out, if ok"));
    properties.put("meta", meta);
    properties.put("error", error);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", List.of("ok"));
    schema.put(
        "oneOf",
        List.of(
            Map.of("properties", Map.of("ok", Map.of("const", true)), "required", List.of("data")),
            Map.of(
                "properties", Map.of("ok", Map.of("const", false)), "required", List.of("error"))));
    return schema;
  }

  /** What this program declares and makes needs no check by it. */
  private static final class NoValidator implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
      return new ValidationResponse(true, null, null);
    }
  }
}
