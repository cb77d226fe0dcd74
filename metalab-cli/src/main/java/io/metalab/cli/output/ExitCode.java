package io.metalab.cli.output;

import io.metalab.api.ErrorCode;

/** The exit codes of the command. 124, 130 and 143 can be resumed. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int UNEXPECTED = 1;
  public static final int USAGE = 2;

  /** The command finished, but runs failed or a check found something. */
  public static final int FINDINGS = 3;

  public static final int STORE = 4;
  public static final int NOT_FOUND = 5;
  public static final int TIMEOUT = 124;
  public static final int INTERRUPTED = 130;
  public static final int TERMINATED = 143;

  private ExitCode() {}

  /** Returns the exit code of a command that ended with this error. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case USAGE,
          INVALID_STUDY,
          INVALID_PARAMS,
          INVALID_VALUE,
          INVALID_FILTER,
          UNKNOWN_OPERATION,
          NOT_AN_OPERATION,
          NOT_LOADABLE,
          UNKNOWN_PLUGIN,
          DUPLICATE_PLUGIN,
          UNSATISFIABLE,
          FILE_UNREADABLE,
          AMBIGUOUS_ID ->
          USAGE;
      case CONTEXT_CHANGED, CONTEXT_FAILED, CAPTURE_CLOSED, SERIALIZATION, INTERNAL -> UNEXPECTED;
      case NOT_FOUND -> NOT_FOUND;
      case STORE_UNUSABLE, STORE_CORRUPT, STORE_NEWER, LEASE_LOST -> STORE;
      case CANCELLED, INTERRUPTED -> INTERRUPTED;
      case TIMEOUT -> TIMEOUT;
    };
  }
}
