package io.metalab.executor.hazelcast;

import io.metalab.api.Operation;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.testkit.ContractOperation;
import io.metalab.testkit.ExecutorContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HazelcastExecutorContractTest extends ExecutorContract {
  private static TestCluster cluster;

  @BeforeAll
  static void startMembers() {
    cluster = new TestCluster(1, 4);
  }

  @AfterAll
  static void endMembers() {
    cluster.close();
  }

  @Override
  protected Executor open(ExecutorConfig config, RunBody runBody) {
    return HazelcastExecutor.open(cluster.config(config), runBody);
  }

  @Override
  protected RunBody body(Operation operation, Store results) {
    return new DefaultRunBody(
        RunBodyConfig.builder(ContractOperation.SPEC, operation, results).build());
  }

  @Override
  protected Store openStore(Path place) {
    return Stores.open(
        place.toString(), OpenOptions.readWrite(), HazelcastExecutor.class.getClassLoader());
  }
}
