package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.metalab.core.json.Json;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Serves one client over two streams, one JSON message a line.
 *
 * <p>A line that is no message, or is longer than 16 MiB, is answered with an error and dropped;
 * the next one is read. When the client closes its end, calls that are being answered may go on for
 * a while; then they are interrupted.
 */
public final class StdioTransport implements McpServerTransportProvider {
  /** The longest line. */
  static final int MOST_FRAME_BYTES = 16 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final McpJsonMapper json = new WireJson();
  private final InputStream in;
  private final OutputStream out;
  private final Duration grace;
  private final Phaser answering = new Phaser(1);
  private final Disposable.Composite calls = Disposables.composite();
  private @Nullable McpServerSession session;

  private StdioTransport(InputStream in, OutputStream out, Duration grace) {
    this.in = requireNonNull(in, "in");
    this.out = requireNonNull(out, "out");
    this.grace = requireNonNull(grace, "grace");
  }

  /** Serves a client until it closes its end. */
  public static void serve(ToolServer server, InputStream in, OutputStream out) {
    try (ToolCalls calls = ToolServer.calls()) {
      serve(server, calls, in, out, GRACE);
    }
  }

  /**
   * Serves a client until it closes its end.
   *
   * @param calls makes the calls
   * @param grace how long calls may go on then
   */
  static void serve(
      ToolServer server, ToolCalls calls, InputStream in, OutputStream out, Duration grace) {
    StdioTransport transport = new StdioTransport(in, out, grace);
    server.over(transport, calls);
    transport.readAll();
  }

  private void readAll() {
    FrameReader frames = new FrameReader(in, MOST_FRAME_BYTES);
    try {
      Optional<FrameReader.Frame> frame = frames.read();
      while (frame.isPresent()) {
        take(frame.get());
        frame = frames.read();
      }
    } catch (IOException | UncheckedIOException e) {
      // A client that is gone hears nothing any more.
      LOG.info("The client is gone: {}", e.getMessage());
    }
    finish();
  }

  private void take(FrameReader.Frame frame) {
    if (frame.tooLong()) {
      refuse(
          McpSchema.ErrorCodes.INVALID_REQUEST,
          "The message of %d bytes is too long; the most are %d bytes."
              .formatted(frame.sizeBytes(), MOST_FRAME_BYTES));
    } else if (!frame.text().isBlank()) {
      parse(frame.text()).ifPresent(this::handle);
    }
  }

  private Optional<JSONRPCMessage> parse(String text) {
    try {
      return Optional.of(McpSchema.deserializeJsonRpcMessage(json, text));
    } catch (IOException e) {
      String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      refuse(McpSchema.ErrorCodes.PARSE_ERROR, "The line is not JSON: " + line);
    } catch (IllegalArgumentException e) {
      refuse(
          McpSchema.ErrorCodes.INVALID_REQUEST,
          "The JSON is no request, notification or response of JSON-RPC 2.0.");
    }
    return Optional.empty();
  }

  private void handle(JSONRPCMessage message) {
    answering.register();
    calls.add(
        requireNonNull(session, "session")
            .handle(message)
            .doFinally(end -> answering.arriveAndDeregister())
            .subscribe(
                nothing -> {}, failure -> LOG.warn("A message could not be handled.", failure)));
  }

  private void finish() {
    try {
      answering.awaitAdvanceInterruptibly(
          answering.arrive(), grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.info("Calls that the client no longer waits for are interrupted.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    calls.dispose();
  }

  private void refuse(int code, String message) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("jsonrpc", McpSchema.JSONRPC_VERSION);
    error.put("id", null);
    error.put("error", Map.of("code", code, "message", message));
    write(Json.write(error));
  }

  private void write(String line) {
    synchronized (out) {
      try {
        out.write((line + "\n").getBytes(UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = factory.create(new Lines());
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return requireNonNull(session, "session").sendNotification(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  /** The client's end as the session sees it. */
  private final class Lines implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromCallable(() -> json.writeValueAsString(message))
          .doOnNext(StdioTransport.this::write)
          .then();
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return json.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }
  }
}
