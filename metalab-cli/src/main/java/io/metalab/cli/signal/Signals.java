package io.metalab.cli.signal;

import java.util.function.Consumer;

/** How a command learns that it should stop. */
@FunctionalInterface
public interface Signals {
  /** What was sent. */
  enum Kind {
    /** Ctrl-C. */
    INTERRUPT("INT", 130),
    /** The system or a scheduler wants the process gone. */
    TERMINATE("TERM", 143);

    private final String signal;
    private final int exitCode;

    Kind(String signal, int exitCode) {
      this.signal = signal;
      this.exitCode = exitCode;
    }

    String signal() {
      return signal;
    }

    /** Returns the exit code of a command that ended because of it. */
    public int exitCode() {
      return exitCode;
    }
  }

  /**
   * Hands signals to an action, on a thread of their own, until the subscription is closed.
   *
   * <p>A signal that was ignored when the process started, as INT is in background jobs of shells
   * that are not interactive, stays ignored.
   */
  Subscription subscribe(Consumer<Kind> action);

  /** Ends with {@link #close()}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns signals that never come. */
  static Signals none() {
    return action -> () -> {};
  }

  /** Returns the signals of this process. */
  static Signals ofProcess() {
    return new ProcessSignals();
  }
}
