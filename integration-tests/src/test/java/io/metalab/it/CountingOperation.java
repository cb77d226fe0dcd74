package io.metalab.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Counts to 12 from where it was, line by line in the file {@code counted}; its first attempt kills
 * its process once it has saved that it is at 5.
 */
public final class CountingOperation implements Operation {
  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws IOException, InterruptedException {
    int from =
        runtime
            .savedState("count")
            .map(state -> Integer.parseInt(new String(state, UTF_8)))
            .orElse(0);
    for (int i = from + 1; i <= 12; i++) {
      Files.writeString(
          Path.of("counted"), i + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      runtime.saveState("count", Integer.toString(i).getBytes(UTF_8));
      if (i == 5 && runtime.attempt() == 1) {
        long self = ProcessHandle.current().pid();
        new ProcessBuilder("kill", "-KILL", Long.toString(self)).start().waitFor();
      }
    }
    capture.metric("counted", 12);
    return null;
  }
}
