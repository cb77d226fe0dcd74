package io.metalab.cli.mcp;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.cli.output.CliException;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.URI;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves clients of this machine over Streamable HTTP, to those who know a token. */
public final class HttpEndpoint implements AutoCloseable {
  private static final String PATH = "/mcp";
  private static final int THREADS = 32;

  private final Server jetty;
  private final ServerConnector connector;
  private final McpSyncServer server;
  private final ToolCalls calls;

  private HttpEndpoint(
      Server jetty, ServerConnector connector, McpSyncServer server, ToolCalls calls) {
    this.jetty = jetty;
    this.connector = connector;
    this.server = server;
    this.calls = calls;
  }

  /**
   * Starts to serve on the loopback address.
   *
   * @param port a free port, or 0 for any
   * @param token what clients send as {@code Authorization: Bearer TOKEN}
   * @throws CliException with {@code USAGE} if the port is taken
   */
  public static HttpEndpoint start(ToolServer tools, int port, String token) {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(new WireJson())
            .mcpEndpoint(PATH)
            .maxRequestSize(StdioTransport.MOST_FRAME_BYTES)
            .build();
    ToolCalls calls = ToolServer.calls();
    McpSyncServer server = tools.over(transport, calls);
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("mcp-http");
    threads.setDaemon(true);
    Server jetty = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new LoopbackFilter(requireNonNull(token, "token"))),
        "/*",
        EnumSet.of(DispatcherType.REQUEST));
    ServletHolder servlet = new ServletHolder(transport);
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, PATH);
    jetty.setHandler(context);
    HttpEndpoint endpoint = new HttpEndpoint(jetty, connector, server, calls);
    try {
      jetty.start();
      return endpoint;
    } catch (Exception e) {
      endpoint.close();
      throw new CliException(
          ErrorCode.USAGE,
          "The port %d of the loopback address cannot be opened: %s"
              .formatted(port, e.getMessage()),
          "--port 0 takes any that is free");
    }
  }

  /** Returns where clients reach it. */
  public URI uri() {
    return URI.create(
        "http://%s:%d%s".formatted(connector.getHost(), connector.getLocalPort(), PATH));
  }

  @Override
  public void close() {
    try {
      server.close();
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The server did not stop.", e);
    } finally {
      calls.close();
    }
  }
}
