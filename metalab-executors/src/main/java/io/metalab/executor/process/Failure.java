package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error of this program on its way to the other process. */
final class Failure {
  private Failure() {}

  static byte[] encode(Throwable problem) {
    ErrorCode code = problem instanceof MetalabException known ? known.code() : ErrorCode.INTERNAL;
    String message =
        problem instanceof MetalabException
            ? String.valueOf(problem.getMessage())
            : problem.toString();
    return new JsonBytes(256)
        .raw('{')
        .field("code", code.wireName())
        .field("message", message)
        .raw('}')
        .toByteArray();
  }

  static MetalabException decode(Frame frame) {
    return decode(frame, 0);
  }

  /** Reads a failure that stands in a frame behind something else. */
  static MetalabException decode(Frame frame, int offset) {
    byte[] body = frame.body();
    Map<String, @Nullable Object> fields = JsonTree.readObject(body, offset, body.length - offset);
    if (fields.get("code") instanceof String code
        && fields.get("message") instanceof String message) {
      return new MetalabException(ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)), message);
    }
    throw new IllegalArgumentException("No failure: " + new String(body, UTF_8));
  }
}
