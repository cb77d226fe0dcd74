package io.metalab.executor.slurm;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Appends a line to the file {@code begun} of the directory {@code marks}, says that it is half
 * done, and waits while the directory holds a file {@code hold-} with its number {@code n}.
 */
public final class MarkedOperation implements Operation {
  /** Creates the operation. */
  public MarkedOperation() {}

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws IOException {
    Path marks = Path.of(params.getString("marks"));
    long n = params.getLong("n");
    Files.writeString(
        marks.resolve("begun"),
        n + "\n",
        UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    runtime.progress(0.5, "begun");
    while (Files.exists(marks.resolve("hold-" + n))) {
      runtime.cancellation().throwIfCancelled();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    capture.metric("square", n * n);
    return RunRecord.success();
  }
}
