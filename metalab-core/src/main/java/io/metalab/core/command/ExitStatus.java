package io.metalab.core.command;

import io.metalab.api.RunError;
import io.metalab.core.run.RunErrors;
import java.util.Map;

/** What the exit code of a process says. */
public final class ExitStatus {
  /** The exit code by which a command asks to be tried again; EX_TEMPFAIL of sysexits.h. */
  static final int RETRY = 75;

  /** The type of the error of a command that asked to be tried again. */
  static final String RETRYABLE = "CommandRetryable";

  /** The type of the error of a command that a signal ended. */
  static final String KILLED = "CommandKilled";

  private static final int SIGNALS = 128;

  /** Numbers as on Linux; those that end a process or dump its memory. */
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP, its terminal was closed"),
          Map.entry(2, "SIGINT, an interrupt"),
          Map.entry(3, "SIGQUIT, a quit from the keyboard"),
          Map.entry(4, "SIGILL, an illegal instruction"),
          Map.entry(5, "SIGTRAP, a trap"),
          Map.entry(6, "SIGABRT, it aborted itself"),
          Map.entry(7, "SIGBUS, a memory access that the bus refused"),
          Map.entry(8, "SIGFPE, a wrong arithmetic operation such as an integer division by 0"),
          Map.entry(9, "SIGKILL, killed from outside, maybe since memory ran out"),
          Map.entry(11, "SIGSEGV, an invalid memory access"),
          Map.entry(13, "SIGPIPE, a pipe that nobody reads"),
          Map.entry(14, "SIGALRM, its own alarm"),
          Map.entry(15, "SIGTERM, told to end from outside"),
          Map.entry(24, "SIGXCPU, its limit of processor time"),
          Map.entry(25, "SIGXFSZ, its limit of file size"),
          Map.entry(31, "SIGSYS, a forbidden system call"));

  private ExitStatus() {}

  /** Returns an exit code in words: {@code exit code 7}, or which signal ended the process. */
  public static String words(int code) {
    String signal = NAMES.get(code - SIGNALS);
    return signal == null ? "exit code " + code : "ended by " + signal;
  }

  /** Returns the error of an exit code other than 0. */
  static RunError error(int code, Tail stderr) {
    String type = RunErrors.COMMAND_FAILED;
    if (NAMES.containsKey(code - SIGNALS)) {
      type = KILLED;
    } else if (code == RETRY) {
      type = RETRYABLE;
    }
    String what = words(code);
    return stderr.isEmpty()
        ? RunError.of(type, what + ", nothing on stderr")
        : new RunError(
            type,
            what + ": " + stderr.headline(),
            "The last lines of stderr:\n" + stderr.text() + "\n",
            "");
  }
}
