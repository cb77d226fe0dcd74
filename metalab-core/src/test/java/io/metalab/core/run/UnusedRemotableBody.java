package io.metalab.core.run;

import io.metalab.api.RunEventListener;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RemotableBody;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.executor.WorkerManifest;
import io.metalab.api.store.Store;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A body whose runs nobody executes elsewhere. */
abstract class UnusedRemotableBody implements RemotableBody {
  @Override
  public WorkerManifest manifest() {
    throw new AssertionError("There is no worker.");
  }

  @Override
  public boolean admit(RunPayload payload) {
    throw new AssertionError("The caller decides which runs start.");
  }

  @Override
  public void giveBack(RunPayload payload) {
    throw new AssertionError("The caller decides which runs start.");
  }

  @Override
  public void started(RunPayload payload, Instant started) {
    throw new AssertionError("There is no worker.");
  }

  @Override
  public CompletableFuture<RunRecord> commit(RunRecord record) {
    throw new AssertionError("There is no worker.");
  }

  @Override
  public Store store() {
    throw new AssertionError("There is no worker.");
  }

  @Override
  public Store inputs() {
    throw new AssertionError("There is no worker.");
  }

  @Override
  public RunEventListener events() {
    throw new AssertionError("There is no worker.");
  }
}
