package io.metalab.executor.slurm;

import io.metalab.api.Operation;
import io.metalab.api.executor.Executor;
import io.metalab.api.executor.ExecutorConfig;
import io.metalab.api.executor.RunBody;
import io.metalab.api.store.Store;
import io.metalab.core.run.DefaultRunBody;
import io.metalab.core.run.RunBodyConfig;
import io.metalab.store.file.FileStore;
import io.metalab.testkit.ContractOperation;
import io.metalab.testkit.RemoteExecutorContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class SlurmExecutorContractTest extends RemoteExecutorContract {
  @RegisterExtension static final LocalSlurm SLURM = new LocalSlurm();

  @Override
  protected Executor open(ExecutorConfig config, RunBody runBody) {
    return SLURM.setup().open(SlurmTests.quick(config), runBody);
  }

  @Override
  protected Store openStore(Path place) {
    return FileStore.open(place);
  }

  @Override
  protected RunBody body(Operation operation, Store results) {
    return new DefaultRunBody(
        RunBodyConfig.builder(ContractOperation.SPEC, operation, results).build());
  }
}
