package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class ModesOperationContractTest extends OperationContract {
  @TempDir static Path data;

  @Override
  protected Operation operation() {
    return new ModesOperation();
  }

  @Override
  protected List<Params> samples() {
    Params wave =
        Params.of(
            "dataset",
            TestData.wave(data, 60, 0),
            "test_dataset",
            TestData.wave(data, 12, 0.31),
            "coordinates",
            2L);
    return Stream.of(
            wave,
            wave.with("nx", 12L).with("ny", 3L).with("inverse", "pinv"),
            wave.with("manifold", "isomap"),
            wave.with("manifold", "variable_bandwidth"),
            wave.with("manifold", "none").with("rank_rule", "fixed").with("rank", 2L))
        .map(params -> OperationRun.complete(new ModesOperation(), params))
        .toList();
  }
}
