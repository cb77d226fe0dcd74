package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.cli.output.Envelope;
import io.metalab.core.json.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who knows the token and comes from no web page: a page elsewhere may send a browser here
 * under a name of its own (DNS rebinding), which Host and Origin give away.
 */
final class LoopbackFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final transient byte[] authorization;

  LoopbackFilter(String token) {
    this.authorization = ("Bearer " + token).getBytes(UTF_8);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!NAMES.contains(request.getServerName()) || !isHere(request.getHeader("Origin"))) {
      refuse(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "forbidden",
          "This server is for clients of its own machine, not for web pages.",
          "ask for the URL that the server printed");
    } else if (!isAllowed(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Bearer");
      refuse(
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          "unauthorized",
          "The request carries no token, or another one.",
          "send the token that the server printed: Authorization: Bearer TOKEN");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void refuse(
      HttpServletResponse response, int status, String code, String message, String hint)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding(UTF_8.name());
    response.getWriter().write(Json.write(Envelope.failure(code, message, hint, Map.of(), false)));
  }

  private static boolean isHere(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && NAMES.contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** In constant time, so that how long a refusal takes tells nothing. */
  private boolean isAllowed(@Nullable String header) {
    return header != null && MessageDigest.isEqual(header.getBytes(UTF_8), authorization);
  }
}
