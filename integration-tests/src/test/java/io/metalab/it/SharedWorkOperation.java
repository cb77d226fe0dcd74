package io.metalab.it;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Squares a number and says which controller it was for; before its first run a process waits for
 * the file {@code go}, so that all are there when the work begins.
 */
public final class SharedWorkOperation implements Operation {
  /** The property that has the number of the controller, which its workers inherit. */
  static final String CONTROLLER = "test.controller";

  private static final Path GO = Path.of("go").toAbsolutePath();

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    while (!Files.exists(GO)) {
      runtime.cancellation().throwIfCancelled();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    capture.metric("square", params.getLong("n") * params.getLong("n"));
    capture.tag("by-" + Integer.getInteger(CONTROLLER));
    return null;
  }
}
