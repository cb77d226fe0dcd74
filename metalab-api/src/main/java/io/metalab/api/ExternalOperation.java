package io.metalab.api;

import java.time.Duration;
import java.util.Map;

/**
 * An operation whose code lies outside the class path, such as a command: it is made of data, so
 * that any worker can make it again.
 */
public interface ExternalOperation extends Operation {
  /**
   * Returns what it is made of, as JSON values; it travels in the payload of each run. The class
   * has a public static method {@code ofDefinition(Map)} that makes the operation again.
   */
  Map<String, Object> definition();

  /**
   * Returns the digest of its code, or the empty string if that is unknown.
   *
   * @throws MetalabException with {@link ErrorCode#FILE_UNREADABLE} if the code cannot be read
   */
  String codeDigest();

  /**
   * Finds out whether it can run here, before its first run in this process.
   *
   * @throws MetalabException that says what is missing
   */
  void check();

  /** Returns how long a run that was told to stop may take until it has stopped. */
  Duration stopTime();
}
