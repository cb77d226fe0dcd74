package io.metalab.cli.mcp;

import io.metalab.cli.output.CliException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** What clients of HTTP have to know. */
public final class Tokens {
  /** The variable that names a token; on a command line every user of the machine would see it. */
  public static final String VARIABLE = "METALAB_MCP_TOKEN";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._~+/=-]{16,}");
  private static final int RANDOM_BYTES = 32;

  private Tokens() {}

  /**
   * Returns the token of the environment, or a new one that nobody can guess.
   *
   * @throws CliException with {@code USAGE} if that of the environment is no token or a short one
   */
  public static String choose(Map<String, String> variables) {
    String given = variables.getOrDefault(VARIABLE, "");
    if (given.isEmpty()) {
      byte[] bytes = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
    if (!SAFE.matcher(given).matches()) {
      throw CliException.usage(
          "The token in %s must have at least 16 letters, digits or any of ._~+/=-."
              .formatted(VARIABLE),
          "unset it: a token is made at each start");
    }
    return given;
  }
}
