package io.metalab.executor.process;

import io.metalab.core.command.ExitStatus;
import java.util.List;

/**
 * Says in words how a worker ended.
 *
 * @param exitCode the exit code, 128 and the number of the signal if one ended it
 * @param fault the signal and the frame of a fault in native code, or the empty string
 * @param lastLines what it printed last
 */
record WorkerDeath(int exitCode, String fault, List<String> lastLines) {
  private static final int OUT_OF_MEMORY = 3;

  WorkerDeath {
    lastLines = List.copyOf(lastLines);
  }

  static WorkerDeath of(int exitCode, LastWords words) {
    return new WorkerDeath(exitCode, words.fault(), words.lines());
  }

  /** Returns how it ended, such as {@code ended by SIGKILL, killed from outside, …}. */
  String words() {
    if (!fault.isEmpty()) {
      return "a fault in native code: " + fault;
    }
    if (exitCode == OUT_OF_MEMORY
        && lastLines.stream().anyMatch(line -> line.contains("java.lang.OutOfMemoryError"))) {
      return "its memory was used up; maybe raise run.worker_memory";
    }
    String printed = lastLines.isEmpty() ? "" : ". It printed:\n" + String.join("\n", lastLines);
    return ExitStatus.words(exitCode) + printed;
  }
}
