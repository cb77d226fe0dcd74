package io.metalab.executor;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.testkit.LocalExecutorContract;

class ThreadExecutorLocalContractTest extends LocalExecutorContract {
  @Override
  protected Executor open(ExecutorConfig config, RunBody runBody) {
    return ThreadExecutor.open(config, runBody);
  }
}
