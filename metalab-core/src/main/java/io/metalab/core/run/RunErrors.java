package io.metalab.core.run;

import io.metalab.api.MetalabException;
import io.metalab.api.RunError;
import io.metalab.core.json.CanonicalJson;
import java.util.regex.Pattern;

/** Turns what an operation threw into data, and tells which failures are of one kind. */
public final class RunErrors {
  /**
   * The type of the error of a command that ended with an exit code of its own choice. Such an
   * attempt is not tried again in the same session, since a command has another way to ask for it.
   */
  public static final String COMMAND_FAILED = "CommandFailed";

  private static final String READ_ONLY =
      "The operation changed a collection that is read-only, as those of params and context are."
          + " Copy it first, as in new LinkedHashMap<>(params.asMap()).";
  private static final int FINGERPRINT_DIGITS = 16;
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w<])(?:[A-Za-z]:)?(?:[/\\\\][\\w.@~+-]+){2,}[/\\\\]?");
  private static final Pattern HEX =
      Pattern.compile("\\b0[xX][0-9a-fA-F]+\\b|\\b(?=\\w*\\d)[0-9a-fA-F]{8,}\\b");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?\\b\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|[-+]?\\.\\d+");

  private RunErrors() {}

  /**
   * Returns the error of an exception: short class name (for a {@link MetalabException} its code),
   * message, stack trace and fingerprint.
   */
  public static RunError of(Throwable thrown) {
    String type =
        thrown instanceof MetalabException problem
            ? problem.code().name()
            : shortName(thrown.getClass());
    return of(type, message(thrown), thrown);
  }

  /** Returns an error of another type and message than those of the exception behind it. */
  static RunError of(String type, String message, Throwable thrown) {
    String frame = StackTraces.topUserFrame(thrown);
    return new RunError(type, message, StackTraces.text(thrown), fingerprint(type, message, frame));
  }

  /** Returns the error with a fingerprint; one that it has already is kept. */
  static RunError withFingerprint(RunError error) {
    return error.isNone() || !error.fingerprint().isEmpty()
        ? error
        : error.withFingerprint(fingerprint(error.type(), error.message(), ""));
  }

  /** Returns whether another attempt may end otherwise. */
  static boolean isRetryable(RunError error) {
    return !error.type().equals(COMMAND_FAILED);
  }

  /**
   * Returns a message with what differs from run to run replaced: quoted text by {@code <text>},
   * paths by {@code <path>}, hexadecimal digits by {@code <hex>}, numbers by {@code <n>}.
   */
  public static String normalise(String message) {
    String text = QUOTED.matcher(message).replaceAll("<text>");
    text = PATH.matcher(text).replaceAll("<path>");
    text = HEX.matcher(text).replaceAll("<hex>");
    return NUMBER.matcher(text).replaceAll("<n>");
  }

  /** Returns file and line of the topmost frame of the user's own code, or empty if unknown. */
  public static String place(RunError error) {
    return StackTraces.placeOfTopUserFrame(error.stackTrace());
  }

  private static String fingerprint(String type, String message, String frame) {
    return CanonicalJson.sha256(type + '\n' + normalise(message) + '\n' + frame)
        .substring(0, FINGERPRINT_DIGITS);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    if (message != null) {
      return message;
    }
    return isRefusedChange(thrown) ? READ_ONLY : "";
  }

  /** The immutable collections of Java and Guava say nothing about what was wrong. */
  private static boolean isRefusedChange(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    if (!(thrown instanceof UnsupportedOperationException) || frames.length == 0) {
      return false;
    }
    String thrower = frames[0].getClassName();
    return thrower.startsWith("java.util.Collections$Unmodifiable")
        || thrower.startsWith("java.util.ImmutableCollections")
        || thrower.startsWith("com.google.common.collect.");
  }

  private static String shortName(Class<?> type) {
    String name = type.getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
