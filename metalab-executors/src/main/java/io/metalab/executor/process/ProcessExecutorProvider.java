package io.metalab.executor.process;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;
import io.metalab.executor.Capacity;

/** Opens {@link ProcessExecutor}s under the name {@code process}. */
public final class ProcessExecutorProvider implements ExecutorProvider {
  @Override
  public String name() {
    return ProcessExecutor.NAME;
  }

  @Override
  public void check(ExecutorConfig config, Resources wanted) {
    Capacity.ofProcesses(config).check(wanted);
  }

  @Override
  public Executor open(ExecutorConfig config, RunBody body) {
    return ProcessExecutor.open(config, body);
  }
}
