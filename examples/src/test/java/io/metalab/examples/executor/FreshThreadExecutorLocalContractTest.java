package io.metalab.examples.executor;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.testkit.LocalExecutorContract;

class FreshThreadExecutorLocalContractTest extends LocalExecutorContract {
  @Override
  protected Executor open(ExecutorConfig config, RunBody runBody) {
    return new FreshThreadExecutorProvider().open(config, runBody);
  }
}
