package io.metalab.executor.hazelcast;

import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.ExecutorProvider;
import io.metalab.api.executor.Resources;
import io.metalab.api.executor.RunBody;

/**
 * Opens {@link HazelcastExecutor}s under the name {@code hazelcast}; needs the library {@code
 * com.hazelcast:hazelcast} on the class path only then.
 */
public final class HazelcastExecutorProvider implements ExecutorProvider {
  @Override
  public String name() {
    return "hazelcast";
  }

  /** Checks the settings alone; what members can give is known once they have been asked. */
  @Override
  public void check(ExecutorConfig config, Resources wanted) {
    ClusterSettings.of(config);
    ClusterLibrary.require();
  }

  @Override
  public Executor open(ExecutorConfig config, RunBody body) {
    ClusterLibrary.require();
    return HazelcastExecutor.open(config, body);
  }
}
