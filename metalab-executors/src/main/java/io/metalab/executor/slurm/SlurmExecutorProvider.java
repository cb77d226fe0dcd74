package io.metalab.executor.slurm;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;

/** Opens {@link SlurmExecutor}s under the name {@code slurm}. */
public final class SlurmExecutorProvider implements ExecutorProvider {
  @Override
  public String name() {
    return SlurmExecutor.NAME;
  }

  @Override
  public void check(ExecutorConfig config, Resources wanted) {
    setup().check(config, wanted);
  }

  @Override
  public Executor open(ExecutorConfig config, RunBody body) {
    return setup().open(config, body);
  }

  private static SlurmSetup setup() {
    return new SlurmSetup(System.getenv(), SlurmTimes.DEFAULT);
  }
}
