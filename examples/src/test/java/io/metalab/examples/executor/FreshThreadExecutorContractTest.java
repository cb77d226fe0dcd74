package io.metalab.examples.executor;

import io.metalab.api.Operation;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.store.Store;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.testkit.ContractOperation;
import io.metalab.testkit.ExecutorContract;

class FreshThreadExecutorContractTest extends ExecutorContract {
  @Override
  protected Executor open(ExecutorConfig config, RunBody runBody) {
    return new FreshThreadExecutorProvider().open(config, runBody);
  }

  @Override
  protected RunBody body(Operation operation, Store results) {
    return new DefaultRunBody(
        RunBodyConfig.builder(ContractOperation.SPEC, operation, results).build());
  }
}
