package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.cli.output.CliException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HttpEndpointTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
  private static final ToolServer TOOLS =
      new ToolServer(
          "test",
          "1",
          "Test it.",
          List.of(
              new Tool(
                  "echo",
                  "Says the same.",
                  ToolInput.of(),
                  ToolHints.LOOKS,
                  (arguments, progress) -> ToolAnswer.of("echo"))));

  private HttpEndpoint endpoint = HttpEndpoint.start(TOOLS, 0, TOKEN);

  @BeforeEach
  void isUp() {
    assertThat(endpoint.uri().toString()).startsWith("http://127.0.0.1:").endsWith("/mcp");
  }

  @AfterEach
  void stop() {
    endpoint.close();
  }

  /** Posts a message with headers that no client library would let through. */
  private static String post(URI uri, String host, String message, String... headers)
      throws IOException {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "POST " + uri.getPath() + " HTTP/1.1",
                "Host: " + host,
                "Connection: close",
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream",
                "Content-Length: " + message.length()));
    lines.addAll(List.of(headers));
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request = String.join("\r\n", lines) + "\r\n\r\n" + message;
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String post(String host, String... headers) throws IOException {
    return post(endpoint.uri(), host, INITIALIZE, headers);
  }

  private String here() {
    return "127.0.0.1:" + endpoint.uri().getPort();
  }

  @Test
  void aClientWithTheTokenIsLetIn() throws IOException {
    assertThat(post(here(), "Authorization: Bearer " + TOKEN))
        .startsWith("HTTP/1.1 200")
        .contains("\"serverInfo\":{\"name\":\"test\"");
    assertThat(
            post(
                "localhost:" + endpoint.uri().getPort(),
                "Authorization: Bearer " + TOKEN,
                "Origin: http://localhost:3000"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void argumentsThatAreNoObjectAreRefused() throws IOException {
    String authorization = "Authorization: Bearer " + TOKEN;
    String session =
        post(here(), authorization)
            .lines()
            .filter(line -> line.startsWith("Mcp-Session-Id: "))
            .findFirst()
            .orElseThrow();
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"echo\",\"arguments\":[1]}}";
    assertThat(post(endpoint.uri(), here(), call, authorization, session))
        .contains("\"isError\":true")
        .contains("\"message\":\"The arguments of a call must be an object.\"")
        .contains("\"field_path\":\"arguments\"");
  }

  @Test
  void aClientWithoutTheTokenIsKeptOut() throws IOException {
    assertThat(post(here()))
        .startsWith("HTTP/1.1 401")
        .contains("{\"ok\":false,\"error\":{\"code\":\"unauthorized\"");
    assertThat(post(here(), "Authorization: Bearer 0123456789abcdeF")).startsWith("HTTP/1.1 401");
    assertThat(post(here(), "Authorization: " + TOKEN)).startsWith("HTTP/1.1 401");
  }

  @Test
  void aWebPageIsKeptOutEvenWithTheToken() throws IOException {
    String authorization = "Authorization: Bearer " + TOKEN;
    assertThat(post("evil.example", authorization)).startsWith("HTTP/1.1 403");
    assertThat(post(here(), authorization, "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403");
    assertThat(post(here(), authorization, "Origin: null")).startsWith("HTTP/1.1 403");
  }

  @Test
  void aPortThatIsTakenIsToldOf() {
    assertThatThrownBy(() -> HttpEndpoint.start(TOOLS, endpoint.uri().getPort(), TOKEN))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("The port %d".formatted(endpoint.uri().getPort()));
  }

  @Test
  void aTokenIsMadeUnlessOneIsGiven() {
    assertThat(Tokens.choose(Map.of()))
        .hasSizeGreaterThan(40)
        .isNotEqualTo(Tokens.choose(Map.of()));
    assertThat(Tokens.choose(Map.of("METALAB_MCP_TOKEN", TOKEN))).isEqualTo(TOKEN);
    assertThatThrownBy(() -> Tokens.choose(Map.of("METALAB_MCP_TOKEN", "short")))
        .isInstanceOf(CliException.class);
  }
}
