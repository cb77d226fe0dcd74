package io.metalab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Times the command line as a process of its own. */
final class LauncherTime {
  private LauncherTime() {}

  /** Returns the seconds that a command over a store takes, from start to end. */
  static double seconds(String name, Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(System.getProperty("metalab.launcher"), name, "-s", store.toString()));
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("metalab %s ended with %d.".formatted(name, process.exitValue()));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
