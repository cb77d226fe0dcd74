package io.metalab.executor;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;

/** Opens {@link ThreadExecutor}s under the name {@code thread}. */
public final class ThreadExecutorProvider implements ExecutorProvider {
  @Override
  public String name() {
    return ThreadExecutor.NAME;
  }

  @Override
  public void check(ExecutorConfig config, Resources wanted) {
    Capacity.ofThreads(config).check(wanted);
  }

  @Override
  public Executor open(ExecutorConfig config, RunBody body) {
    return ThreadExecutor.open(config, body);
  }
}
