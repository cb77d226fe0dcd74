package io.metalab.examples.executor;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;

/** Makes {@code --executor fresh-thread} work wherever this class is on the class path. */
public final class FreshThreadExecutorProvider implements ExecutorProvider {
  static final String NAME = "fresh-thread";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check(ExecutorConfig config, Resources wanted) {
    if (!wanted.equals(Resources.DEFAULT.withTime(wanted.time()))) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "The executor fresh-thread gives each run one cpu and no more. Maybe use --executor"
              + " thread.");
    }
  }

  @Override
  public Executor open(ExecutorConfig config, RunBody body) {
    return new FreshThreadExecutor(config, body);
  }
}
