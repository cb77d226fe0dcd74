package io.metalab.executor.hazelcast;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;

/** An operation that is of version 1 wherever it is made by its name. */
public final class VersionedOperation implements DescribedOperation {
  private final String version;

  /** Creates version 1. */
  public VersionedOperation() {
    this("1");
  }

  VersionedOperation(String version) {
    this.version = version;
  }

  @Override
  public OperationSpec spec() {
    return OperationSpec.of("cluster.versioned").version(version).build();
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    return RunRecord.success();
  }
}
