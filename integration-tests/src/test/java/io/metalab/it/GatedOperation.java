package io.metalab.it;

import io.metalab.api.Capture;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Finishes at once up to {@code n = 2}; says {@code gated} on the stderr of the process and waits
 * until it is cancelled beyond, unless the property {@code gate} is {@code open}.
 */
public final class GatedOperation implements Operation {
  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws InterruptedException, IOException {
    if (params.getLong("n") > 2 && !"open".equals(System.getProperty("gate"))) {
      CountDownLatch cancelled = new CountDownLatch(1);
      runtime.cancellation().onCancel(cancelled::countDown);
      // What System.err takes goes to the run's log.
      FileOutputStream err = new FileOutputStream(FileDescriptor.err);
      err.write("gated\n".getBytes(StandardCharsets.UTF_8));
      cancelled.await();
      runtime.cancellation().throwIfCancelled();
    }
    capture.metric("n", params.getLong("n"));
    return null;
  }
}
