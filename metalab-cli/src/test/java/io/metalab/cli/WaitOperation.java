package io.metalab.cli;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Waits until it is cancelled. */
public final class WaitOperation implements DescribedOperation {
  @Override
  public OperationSpec spec() {
    return OperationSpec.open("test.wait");
  }

  @Override
  public @Nullable RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    runtime.cancellation().onCancel(cancelled::countDown);
    cancelled.await();
    runtime.cancellation().throwIfCancelled();
    return null;
  }
}
